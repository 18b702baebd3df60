"""What several parts of one page ask is read once.

A page asks the same small things again and again: which records are shared with these authorities, which gates hold
today, which options are being appraised. While a page is only read (GET and HEAD change nothing), the first answer
stands; in an act nothing is kept, since what was read before may be stale.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Given = TypeVar("Given")

READS = frozenset({"GET", "HEAD"})
_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers_of_a_page", default=None)


@contextmanager
def reading(method: str) -> Iterator[None]:
    """Keep answers while a request is answered that changes nothing.

    :param method: of the request; within all but GET and HEAD everything is asked afresh.
    """
    token = _answers.set({} if method in READS else None)
    try:
        yield
    finally:
        _answers.reset(token)


def once(ask: Callable[Asked, Given]) -> Callable[Asked, Given]:
    """Ask a selector once a page for the same arguments.

    What it gives is shared by all who ask, so nobody may change it. Arguments that cannot be told apart by hash, such
    as a record that is not saved, are asked each time.
    """

    @functools.wraps(ask)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Given:
        kept = _answers.get()
        if kept is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(sorted(kwargs.items())))
        try:
            known = key in kept
        except TypeError:
            return ask(*args, **kwargs)
        if not known:
            kept[key] = ask(*args, **kwargs)
        return kept[key]  # type: ignore[no-any-return]

    return answer
