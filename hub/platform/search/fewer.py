"""Words that stand in no one record together: which of them do, put right where they are misspelt.

People remember half of a title. Instead of nothing they are offered the most of their words that find something. Like
spelling, this asks only what the asker may read, and only when there is nothing else to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hub.platform.actors import Actor
from hub.platform.search import spelling
from hub.platform.search.adapters import Match, adapter
from hub.platform.search.search import MOST_RANKED, correction, match_for

# Each word more is another question to the index.
MOST_WORDS = 6


@dataclass(frozen=True)
class Meant:
    """What to search for instead, and how that is offered."""

    query: str
    question: str


def meant(query: str, *, kind: str, actor: Actor | None, public_only: bool = False) -> Meant | None:
    """Give what was probably meant by words that find no record of a kind; None when nothing near finds one."""
    if better := correction(query, kind=kind, actor=actor, public_only=public_only):
        return Meant(better, f"Did you mean “{better}”?")
    return some_of(query, kinds=[kind], actor=actor, public_only=public_only)


def some_of(
    query: str, *, actor: Actor | None, kinds: Iterable[str] | None = None, public_only: bool = False
) -> Meant | None:
    """Give the most of some words that stand together in a record, those that occur nowhere put right or left out."""
    match = match_for(query, actor=actor, kinds=kinds, public_only=public_only)
    if match is None or len(match.words) < 2:
        return None
    words = _known(match)
    if len(words) == len(match.words) and words != match.words and _count(match, words):
        better = " ".join(words)
        return Meant(better, f"Did you mean “{better}”?")
    found = _most(match, words)
    if not found:
        return None
    said = " ".join(found)
    return Meant(said, f"No record has all of these words. Some have “{said}”.")


def _known(match: Match) -> tuple[str, ...]:
    """Give the words that occur within the scope, each misspelt one as it was probably meant."""
    missing = spelling.unknown(list(match.words), scope=match.scope)
    near = {word: next(iter(spelling.suggestions(word, scope=match.scope)), "") for word in missing[:MOST_WORDS]}
    kept = (near.get(word, word) if word in missing else word for word in match.words)
    return tuple(word for word in kept if word)[:MOST_WORDS]


def _most(match: Match, words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the word that says least, the one that most records have, until what is left finds something."""
    counts = {word: _count(match, (word,)) for word in words}
    words = tuple(word for word in words if counts[word])
    while len(words) > 1:
        if _count(match, words):
            return words
        commonest = sorted(range(len(words)), key=lambda place: -counts[words[place]])
        shorter = [words[:place] + words[place + 1 :] for place in commonest]
        found = next((each for each in shorter if _count(match, each)), None)
        if found:
            return found
        words = shorter[0]
    return words


def _count(match: Match, words: tuple[str, ...]) -> int:
    """Count the records with all of some words, the last of the query as a beginning."""
    is_prefix = match.is_prefix and words[-1] == match.words[-1]
    return len(adapter().root_ids(replace(match, words=words, is_prefix=is_prefix), limit=MOST_RANKED))
