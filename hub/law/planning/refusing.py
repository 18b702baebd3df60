"""Why a typed day cannot be, why no day is left, and what a past step broke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hub.law.answers import bad
from hub.law.findings import Finding
from hub.law.governance import KEY_DECISION
from hub.law.planning.chain import SPANS, Chain, Link
from hub.law.planning.days import NEVER
from hub.law.planning.terms import FixedStep


def refusal(chain: Chain, link: Link, ready: int) -> Finding:
    """Say why a step cannot be done from a day on."""
    fixed = link.fixed
    if fixed is None or link.free is None:
        return _no_meeting(chain, link, ready)
    where = f"fixed.{chain.case.facts.fixed.index(fixed) + 1}"
    starts = fixed.starts_on.toordinal() if fixed.starts_on else None
    begins = ready
    if link.step in SPANS and starts is not None:
        if starts < ready or (link.same_day and starts != ready):
            words = (
                f"{link.step.label} cannot start on {fixed.starts_on}: with the other dates its day is {_day(ready)}."
            )
            return bad(f"{where}.starts_on", words, link.citation)
        begins = starts
    elif starts is not None and fixed.starts_on != fixed.ends_on:
        return bad(f"{where}.starts_on", f"{link.step.label} is on one day. State the same day twice, or leave it out.")
    least = (link.least or (lambda day: link.free(day)[1] if link.free else NEVER))(begins)
    if least >= NEVER:
        return _no_meeting(chain, link, ready)
    if least > fixed.ends_on.toordinal():
        return _too_early(chain, link, fixed, begins=begins, least=least)
    if link.step in chain.case.sittings:
        words = f"No meeting whose papers can be ready is on {fixed.ends_on}. Choose a day of one that is listed."
        return bad(f"{where}.ends_on", words, link.citation)
    field, day = ("starts_on", fixed.starts_on) if link.step in SPANS else ("ends_on", fixed.ends_on)
    words = f"{day} is no working day on which the authority is open. Choose another day for {link.step.label.lower()}."
    return bad(f"{where}.{field}", words, link.citation)


def _too_early(chain: Chain, link: Link, fixed: FixedStep, *, begins: int, least: int) -> Finding:
    where = f"fixed.{chain.case.facts.fixed.index(fixed) + 1}.ends_on"
    told = link.told(begins) if link.told else None
    citation, why = link.citation, link.why
    if told:
        citation = told.citation
        why = f"at least {told.days} days from {_day(begins)}" if told.days else f"counted from {_day(begins)}"
    elif link.step is chain.key and chain.floor > begins:
        citation, why = KEY_DECISION, f"the notice of the key decision is of {_day(chain.announced)}"
    more = f" ({why[0].lower()}{why[1:]})" if why else ""
    words = (
        f"{link.step.label} cannot end on {fixed.ends_on}: with the other dates the first day is {_day(least)}{more}."
    )
    return bad(where, words, citation)


def _no_meeting(chain: Chain, link: Link, ready: int) -> Finding:
    listed = chain.case.sittings[link.step]
    if not listed.meets:
        return bad("committees", f"Every meeting for {link.step.label.lower()} is on a closed day. List others.")
    last, papers = listed.meets[-1], listed.papers[-1]
    first = max(ready, chain.floor if link.step is chain.key else 0)
    words = (
        f"No meeting is left for {link.step.label.lower()}: papers can be ready on {_day(ready)} and it can be decided "
        f"from {_day(first)}, but the last meeting listed is on {_day(last)} with papers by {_day(papers)}. "
        "List later meetings, or start earlier."
    )
    return bad("committees", words, link.citation)


def broken(chain: Chain, readies: Sequence[int]) -> Iterator[Finding]:
    """Name what steps that are done broke: they stand, and somebody has to know."""
    for link, ready in zip(chain.links, readies, strict=True):
        fixed = link.fixed
        if fixed is None or not fixed.done:
            continue
        ends = fixed.ends_on.toordinal()
        starts = chain.starts_of_done(link, ready)
        told = link.told(starts) if link.told else None
        if told and told.day > ends:
            words = f"{link.step.label} ended on {fixed.ends_on}, before its first lawful day, {_day(told.day)}."
            yield Finding("broken_minimum", f"{words} Take legal advice.", told.citation)
        elif link.step is chain.key and ends < chain.floor:
            words = f"The key decision was on {fixed.ends_on}, before {_day(chain.floor)}, its first lawful day."
            yield Finding("broken_minimum", f"{words} Take legal advice.", KEY_DECISION)
        elif starts < ready:
            words = f"{link.step.label} was on {_day(starts)}, before the steps that come first were over."
            yield Finding("broken_order", f"{words} Correct the days, or take legal advice.", link.citation)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
