"""What the page of a quote shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.platform.clock import london
from hub.platform.ui.parts import Link, Row, Stage, Step, Tag, TagColour
from hub.platform.words import date_long, deadline, moment, money, plural
from hub.tender import answering
from hub.tender.models import Invitation, Letter, Tender
from hub.tender.terms import Arrival, LetterSort, State

COLOURS: dict[str, TagColour] = {
    State.DRAFTING: "grey", State.OPEN: "blue", State.CLOSED: "purple", State.WITHDRAWN: "grey",
}  # fmt: skip
ARRIVED: dict[str, TagColour] = {
    Arrival.WAITING: "grey", Arrival.SENDING: "yellow", Arrival.SENT: "green", Arrival.FAILED: "red",
}  # fmt: skip


@dataclass(frozen=True)
class Guest:
    """One who is asked, with how far its invitation came."""

    row: Invitation
    letter: Letter | None

    @property
    def tag(self) -> Tag:
        """Give how far it came; that it was opened says more than that it was sent."""
        if self.row.read_at is not None:
            return Tag("Opened", "green")
        if self.letter is None:
            return Tag("Not sent yet", "grey")
        arrival = Arrival(self.letter.arrival)
        return Tag(arrival.label, ARRIVED.get(arrival, "grey"))

    @property
    def when(self) -> datetime | None:
        """Give when that was."""
        if self.row.read_at is not None:
            return self.row.read_at  # type: ignore[no-any-return]
        return self.letter.settled_at or self.letter.written_at if self.letter else None


def guests(rows: Sequence[Invitation], letters: Sequence[Letter]) -> list[Guest]:
    """Give those who are asked with the newest invitation of each.

    :param letters: newest first.
    """
    newest: dict[int, Letter] = {}
    for letter in letters:
        if letter.sort == LetterSort.INVITATION:
            newest.setdefault(letter.invitation_id, letter)
    return [Guest(row, newest.get(row.pk)) for row in rows]


def life(one: Tender, *, at: datetime) -> list[Stage]:
    """Give the chain from the plan to the contract, with where this stands."""
    case, state = one.procurement, one.stands(at=at)
    planned = [Stage("Planned", case.entry.reference, "done", case.entry.get_absolute_url())] if case.entry else []
    chain = [*planned, Stage("Procurement", case.reference, "done", case.get_absolute_url())]
    if state == State.WITHDRAWN:
        return [*chain, Stage("Quotes", "Withdrawn", "now")]
    is_over = state == State.CLOSED
    closed = Stage("Answers", deadline(one.due_at) if one.due_at else "", "now" if is_over else "next")
    asked = Stage("Quotes", state.label if not is_over else "Asked", "done" if is_over else "now")
    return [*chain, asked, closed, Stage("Award"), Stage("Contract")]


def step(one: Tender, *, at: datetime, guests: int, questions: int, waiting: int) -> Step:
    """Give the next step: what this lacks to be sent, then the questions of suppliers, then the due time."""
    base, state = one.get_absolute_url(), one.stands(at=at)
    if state == State.DRAFTING:
        return _step_to_send(base, guests=guests, is_asked=bool(questions) and one.due_at is not None)
    until = deadline(one.due_at) if one.due_at else ""
    if state == State.OPEN and waiting:
        said = f"{plural(waiting, 'question waits', 'questions wait')}. Everybody reads the answer, without names."
        return Step("Next step", "Answer the suppliers", said, Link("Answer to everybody", f"{base}answer/"))
    said, page = answering.state(one, at)
    link = Link("Go there", page) if page else None
    if state == State.OPEN:
        return Step("Next step", f"Wait until {until}", said, link)
    if state == State.CLOSED:
        return Step("Next step", f"No answers are taken since {until}", said, link)
    return Step("Next step", "Nothing is left to do here", f"It was withdrawn: {one.withdrawn_reason}")


def _step_to_send(base: str, *, guests: int, is_asked: bool) -> Step:
    if not guests:
        return Step("Step 2 of 4", "Choose the suppliers", "", Link("Choose the suppliers", f"{base}choose-suppliers/"))
    if not is_asked:
        todo = "Write the questions and the return date"
        return Step("Step 3 of 4", todo, "", Link("Write the questions", f"{base}ask/"))
    told = "Nothing has left the Hub yet."
    return Step("Step 4 of 4", "Check and send", told, Link("Check and send", f"{base}invite/"))


def facts(one: Tender) -> list[Row]:
    """Give what is known of a quote."""
    case = one.procurement
    worth = f"{money(case.estimate_ex_vat)} ex VAT" if case.estimate_ex_vat is not None else ""
    if worth and case.estimate_inc_vat is not None:
        worth += f", {money(case.estimate_inc_vat)} inc VAT"
    rows = [
        Row("What is needed", one.description),
        Row("Where", one.place),
        Row("Needed by", date_long(case.needed_on) if case.needed_on else ""),
        Row("About how much", worth),
        Row("Route", one.route),
        Row("Case", f"{case.reference} {case.title}", href=case.get_absolute_url()),
        Row("Led by", one.owner.name),
    ]
    if one.due_at:
        rows.insert(3, Row("Answers due", f"{deadline(one.due_at)}. An answer at that time is late."))
    if one.sent_at:
        rows.append(Row("Sent", moment(one.sent_at)))
        rows.append(Row("Fingerprint of the pack", one.pack_digest))
    if one.fewer_reason:
        rows.append(Row("Why fewer are asked", one.fewer_reason))
    if one.no_local_reason:
        rows.append(Row("Why no local small firm is asked", one.no_local_reason))
    if one.withdrawn_at:
        rows.append(Row("Withdrawn", f"{date_long(london(one.withdrawn_at).date())}: {one.withdrawn_reason}"))
    return rows
