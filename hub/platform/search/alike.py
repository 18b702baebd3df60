"""Show what resembles a thing that somebody is about to enter, in every package at once.

A package declares which of its records can resemble a text (``resembling``); the platform looks for candidates by the
index and by CPV code, reads them through the package's own selector, so that nobody is shown what they may not read,
and compares the words that say what is bought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from hub.platform.actors import Actor
from hub.platform.search.adapters import Match, adapter
from hub.platform.search.fold import words as words_of
from hub.platform.search.scope import actor_words, kind_word
from hub.platform.search.search import MOST_RANKED, STOP

Text = Callable[[Any], str]
# What is said of nearly every purchase tells none apart.
COMMON = frozenset(
    "act additional agreement authority buy buying city combined contract contractor contracts council county cover"
    " current delivery district existing framework goods include includes including lot lots more necessary need"
    " needed needs new one ongoing operate operating other price procure procurement procuring product products"
    " project projects provide provided provider provides providing provision purchase purchasing quantity range"
    " renew renewal replace replacement required requirement requirements run running scheme service services several"
    " some supplied supplier suppliers supplies supply supplying support through today tender term two under use used"
    " various want we work works year years".split()
)
MOST_WORDS = 24
CANDIDATES = 120
# Below this, what two things share is chance.
LEAST = 0.45
# Texts whose telling words are kept in this process.
REMEMBERED = 2000
SAME_CODE, SAME_CLASS, SAME_GROUP = 8, 5, 3
CODE_ALONE = 0.45


@dataclass(frozen=True)
class Asked:
    """What is compared: what a thing is called, what is said of it, and its CPV code, as far as known.

    :param but: kind and number of a record that is left out, because it is the thing itself.
    """

    title: str
    text: str = ""
    cpv: str = ""
    but: tuple[str, int] | None = None


def _nothing(record: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Resembling:
    """How the records of one kind are compared.

    :param kind: as search knows it.
    :param label: heads them ("Contracts").
    :param within: ``within(actor, at)`` gives the records that count and that the actor may read.
    :param line: what is said under the title: state, supplier, dates, whose it is.
    :param cpv_field: the field that holds the code; "" where there is none.
    :param order: lower comes first.
    """

    kind: str
    label: str
    within: Callable[[Actor, datetime], Any]
    title: Text
    url: Text
    reference: Text = _nothing
    text: Text = _nothing
    line: Text = _nothing
    cpv_field: str = ""
    order: int = 100


@dataclass(frozen=True)
class Likeness:
    """One record that resembles what was asked, and why.

    :param score: from ``LEAST`` to 1.
    """

    kind: str
    pk: int
    reference: str
    title: str
    line: str
    url: str
    authority_id: int | None
    score: float
    why: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind, nearest first."""

    kind: str
    label: str
    found: Sequence[Likeness]


_declared: dict[str, Resembling] = {}


def resembling(declaration: Resembling) -> Resembling:
    """Register the records of a kind as ones that can resemble something.

    :raises ValueError: when this kind is declared twice.
    """
    if declaration.kind in _declared:
        raise ValueError(f"{declaration.kind} is declared twice as something that can resemble.")
    _declared[declaration.kind] = declaration
    return declaration


def forget(kind: str) -> None:
    """Take a declaration back; tests that declare their own use this."""
    _declared.pop(kind, None)


def alike(
    asked: Asked, *, actor: Actor, at: datetime, kinds: Iterable[str] | None = None, most: int = 5
) -> list[Group]:
    """Give what resembles ``asked`` within what ``actor`` may read, kind by kind, kinds without any left out.

    :param kinds: only these; all that are declared unless given.
    :param most: of each kind, at most so many.
    """
    wanted = None if kinds is None else set(kinds)
    told = sorted((one for one in _declared.values() if wanted is None or one.kind in wanted), key=lambda o: o.order)
    groups = (Group(one.kind, one.label, _found(one, asked, actor, at)[:most]) for one in told)
    return [group for group in groups if group.found]


def _found(one: Resembling, asked: Asked, actor: Actor, at: datetime) -> list[Likeness]:
    rows = {row.pk: row for row in _candidates(one, asked, actor, at)}
    if asked.but is not None and asked.but[0] == one.kind:
        rows.pop(asked.but[1], None)
    compared = (_compared(one, row, asked) for row in rows.values())
    found = [likeness for likeness in compared if likeness is not None]
    return sorted(found, key=lambda each: (-each.score, each.title, each.pk))


def _candidates(one: Resembling, asked: Asked, actor: Actor, at: datetime) -> Iterable[Any]:
    rows = one.within(actor, at)
    words, scope = telling(f"{asked.title} {asked.text}")[:MOST_WORDS], actor_words(actor)
    if words and scope:
        match = Match(tuple(words), tuple(scope), (kind_word(one.kind),), is_prefix=False, is_any=True)
        ranked = adapter().ranked(match, limit=MOST_RANKED)
        keys = list(dict.fromkeys(row.root_id for row in ranked if row.root_kind == one.kind))[:CANDIDATES]
        yield from rows.filter(pk__in=keys)
    code = digits(asked.cpv)
    if one.cpv_field and len(code) >= SAME_CLASS:
        begins = {f"{one.cpv_field}__startswith": code[:SAME_CLASS]}
        yield from rows.filter(**begins).order_by("-pk")[:CANDIDATES]


def _compared(one: Resembling, row: Any, asked: Asked) -> Likeness | None:
    title = one.title(row)
    score, shared = likeness_of(asked, title, one.text(row), str(getattr(row, one.cpv_field or "", "") or ""))
    if score < LEAST:
        return None
    return Likeness(
        one.kind,
        row.pk,
        one.reference(row),
        title,
        one.line(row),
        one.url(row),
        getattr(row, "authority_id", None),
        score,
        shared,
    )


def likeness_of(asked: Asked, title: str, text: str = "", cpv: str = "") -> tuple[float, str]:
    """Say how alike a thing is to another of this title, text and code, from 0 to 1, and what they share in words."""
    first, second = stems(asked.title), stems(title)
    every, other = stems(f"{asked.title} {asked.text}"), stems(f"{title} {text}")
    common = first.keys() & second.keys()
    by_title = 2 * len(common) / (len(first) + len(second)) if common else 0.0
    by_text = 0.8 * len(first.keys() & other.keys()) / len(first) if first else 0.0
    named = every.keys() & second.keys()
    by_name = 0.75 * len(named) / len(second) if len(named) > 1 or (named and len(named) == len(second)) else 0.0
    said = max(by_title, by_text if len(first) > 1 else 0.6 * by_text, by_name)
    reach = _reach_of(digits(asked.cpv), digits(cpv))
    bonus = {SAME_CODE: 0.3, SAME_CLASS: 0.2, SAME_GROUP: 0.1}.get(reach, 0.0)
    score = min(1.0, said + bonus) if said else CODE_ALONE if reach == SAME_CODE else 0.0
    return round(score, 4), _why([every[stem] for stem in every if stem in other], reach)


def _reach_of(one: str, other: str) -> int:
    """Give on how many digits two codes agree: all of them, the class, the group, or nothing that tells."""
    if len(one) < SAME_GROUP or len(other) < SAME_GROUP:
        return 0
    if len(one) >= SAME_CODE and one[:SAME_CODE] == other[:SAME_CODE]:
        return SAME_CODE
    return next((reach for reach in (SAME_CLASS, SAME_GROUP) if one[:reach] == other[:reach]), 0)


def _why(shared: Sequence[str], reach: int) -> str:
    said = [f"Both say {_listed(shared[:5])}"] if shared else []
    if reach == SAME_CODE:
        said.append("same CPV code")
    elif reach == SAME_CLASS:
        said.append("CPV codes of the same class")
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def telling(text: str) -> list[str]:
    """Give the words of a text that tell one purchase from another, in order and once; all of them if none do."""
    found = list(dict.fromkeys(word for word in words_of(text) if len(word) > 1 and word not in STOP))
    kept = [word for word in found if word not in COMMON and not word.isdigit()]
    return kept or found


@lru_cache(maxsize=REMEMBERED)
def stems(text: str) -> Mapping[str, str]:
    """Give the telling words of a text by what is left of each without its ending.

    What was asked is compared with hundreds of records, and these with the next question again: taking texts apart was
    most of the time of a comparison.
    """
    found: dict[str, str] = {}
    for word in telling(text):
        found.setdefault(stem(word), word)
    return found


def stem(word: str) -> str:
    """Take the ending off a word: "vans" and "van" are one, and so are "library" and "libraries"."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        return word[:-3]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def digits(code: str) -> str:
    """Give the digits of a CPV code without its check digit."""
    return "".join(filter(str.isdigit, code.partition("-")[0]))
