"""Put a misspelt word right from the words that occur: one letter wrong, missing, doubled or swapped.

A long word is often wrong in two places ("proffesional"). Where one slip leads nowhere, the words that begin alike and
look most like it are tried.

Only words that stand in what the asker may read count: neither a suggestion nor the lack of one tells of other records.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from string import ascii_lowercase

from django.db.models import QuerySet

from hub.platform.search.models import SearchTerm
from hub.platform.search.scope import SYSTEM, learning_words

SHORTEST = 4
MOST_TRIED = 4
# Two slips in a short word make too many others of it. People get the first letters right.
LONG, BEGINNING, MOST_READ, LIKE = 7, 3, 2_000, 0.83


def neighbours(word: str) -> set[str]:
    """Give every word that one slip of the finger turns into ``word``."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    without = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    added = {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return (without | swapped | replaced | added) - {word}


def terms(scope: Iterable[str]) -> QuerySet[SearchTerm]:
    """Give the words known within a scope; the system knows all."""
    wanted = list(scope)
    return SearchTerm.objects.all() if SYSTEM in wanted else SearchTerm.objects.filter(scope__in=learning_words(wanted))


def unknown(words: list[str], *, scope: Iterable[str]) -> list[str]:
    """Give the words that occur nowhere in a scope, not even as the beginning of the last one."""
    within = terms(scope)
    candidates = [word for word in words if len(word) >= SHORTEST and word.isascii() and word.isalpha()]
    if not candidates:
        return []
    known = set(within.filter(word__in=candidates).values_list("word", flat=True))
    missing = [word for word in candidates if word not in known]
    last = words[-1]
    # A range, not LIKE: both databases answer it from the index.
    if last in missing and within.filter(word__gte=last, word__lt=last + "\uffff").exists():
        missing.remove(last)
    return missing


def suggestions(word: str, *, scope: Iterable[str]) -> list[str]:
    """Give words known in a scope one slip away, those of the same length first.

    The index folds plurals, so those count too.
    """
    near = neighbours(word)
    near |= {one + "s" for one in near}
    found = set(terms(scope).filter(word__in=near).values_list("word", flat=True))
    if not found:
        return _alike(word, scope=scope)
    return sorted(found, key=lambda one: (one[0] != word[0], abs(len(one) - len(word)), one))[:MOST_TRIED]


def _alike(word: str, *, scope: Iterable[str]) -> list[str]:
    """Give the words known in a scope that begin as a long word does and look most like it, the likest first."""
    if len(word) < LONG:
        return []
    start = word[:BEGINNING]
    # A range, not LIKE: both databases answer it from the index. References, with digits, come before the letters.
    within = terms(scope).filter(word__gte=start + "a", word__lt=start + "\uffff").order_by("word")
    known = set(within.values_list("word", flat=True)[:MOST_READ])
    near = sorted(one for one in known if abs(len(one) - len(word)) <= 1)
    return get_close_matches(word, near, n=MOST_TRIED, cutoff=LIKE)
