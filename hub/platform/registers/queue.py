"""Queues: a register whose bare address shows what waits, where several rows are chosen and dealt with at once.

The boxes stand in one plain form, so a choice works without JavaScript. The chosen rows travel in the address, so the
page that follows can be kept as a draft, survives a fresh sign-in, and can be sent to oneself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages

from hub.platform import words
from hub.platform.act_table import Refused
from hub.platform.registers.listing import Listing
from hub.platform.registers.views import RegisterView
from hub.platform.several import Several
from hub.platform.ui.parts import Link
from hub.platform.ui.views import FormPage

MOST = 100
MOST_TOLD = 5


class QueueView(RegisterView):
    """A register from which several rows can be dealt with together; ``together`` names the acts and their pages."""

    together: ClassVar[Sequence[Link]] = ()

    def context(self) -> dict[str, Any]:
        """Add what can be done with those that are chosen."""
        found = super().context()
        return {**found, "choosing": self.choosing(found["listing"]) if self.together else None}

    def choosing(self, listing: Listing) -> dict[str, Any]:
        """Give the acts, and the links that tick every box of the page or none."""
        here = listing.asked.query({"page": [str(listing.page)]} if listing.page > 1 else {})
        everything = f"{here}{'&' if len(here) > 1 else ''}choose=all"
        is_all = self.request.GET.get("choose") == "all"
        return {"acts": self.together, "all": is_all, "all_href": everything, "none_href": here}


class TogetherView(FormPage):
    """One act on those that were chosen in a queue.

    A subclass says how they are found (``find_many(actor, keys)``), how they are sorted out before anybody presses
    (``sort_out``), and performs the act in ``several``.
    """

    template_name = "registers/together.html"
    queue: ClassVar[str]
    noun: ClassVar[tuple[str, str]]
    find_many: ClassVar[Callable[..., list[Any]]]
    past: ClassVar[str] = "done"

    def chosen(self) -> list[Any]:
        """Give the records that the address names, within the actor's reach, in the order of the queue."""
        given = dict.fromkeys(self.request.GET.getlist("chosen"))
        keys = [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 18][:MOST]
        return type(self).find_many(self.actor, keys)

    def sort_out(self, records: list[Any]) -> Several:
        """Tell for which of the chosen the act is open, and why not for the others."""
        raise NotImplementedError

    def several(self, records: list[Any], form: forms.Form) -> Several:
        """Perform the act."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """Add those it will be done to, and those that will be left."""
        assert self.act is not None
        found = self.sort_out(self.chosen())
        title = f"{self.act.phrase}: {words.plural(len(found.done) or len(found.left), *self.noun)}"
        return {
            **super().context(),
            "title": title,
            "button": self.act.phrase,
            "queue": self.queue,
            "waiting": found.done,
            "left": found.left,
        }

    def perform(self, form: forms.Form) -> Several:
        """Perform, and refuse when it could be done to none of them."""
        assert self.act is not None
        found = self.several(self.chosen(), form)
        if not found.done and found.left:
            raise Refused(self.act, [finding for one in found.left for finding in one.findings][:MOST_TOLD])
        return found

    def done_sentence(self, result: Several) -> str:
        """Say how many were done, and name those that were left."""
        for one in result.left[:MOST_TOLD]:
            messages.warning(self.request, f"Left as it is: {one.record.title}. {one.sentence}")
        count = words.plural(len(result.done), *self.noun)
        return f"{count} {self.past}." if result.done else "You chose nothing, so nothing was done."

    def next_url(self, result: Several) -> str:
        """Go on with the queue, which begins with the next."""
        return self.queue
