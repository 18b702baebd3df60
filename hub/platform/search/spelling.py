"""Put a misspelt word right from the words that occur: one letter wrong, missing, doubled or swapped."""

from __future__ import annotations

from string import ascii_lowercase

from hub.platform.search.models import SearchTerm

SHORTEST = 4
MOST_TRIED = 4


def neighbours(word: str) -> set[str]:
    """Give every word that one slip of the finger turns into ``word``."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    without = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    added = {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return (without | swapped | replaced | added) - {word}


def unknown(words: list[str]) -> list[str]:
    """Give the words that occur nowhere, not even as the beginning of the last one."""
    candidates = [word for word in words if len(word) >= SHORTEST and word.isascii() and word.isalpha()]
    if not candidates:
        return []
    known = set(SearchTerm.objects.filter(word__in=candidates).values_list("word", flat=True))
    missing = [word for word in candidates if word not in known]
    last = words[-1]
    # A range, not LIKE: both databases answer it from the primary key.
    if last in missing and SearchTerm.objects.filter(word__gte=last, word__lt=last + "\uffff").exists():
        missing.remove(last)
    return missing


def suggestions(word: str) -> list[str]:
    """Give known words one slip away, those of the same length first; the index folds plurals, so they count too."""
    near = neighbours(word)
    near |= {one + "s" for one in near}
    found = SearchTerm.objects.filter(word__in=near).values_list("word", flat=True)
    return sorted(found, key=lambda one: (one[0] != word[0], abs(len(one) - len(word)), one))[:MOST_TRIED]
