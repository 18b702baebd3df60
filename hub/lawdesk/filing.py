"""An answer as a text that can be filed: complete, so that it can be read years later without the Hub."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from hub.lawdesk import desk
from hub.lawdesk.answering import Asked, span_of
from hub.lawdesk.telling import Said
from hub.platform.words import date_short, moment, money

WIDTH = 96
NOT_ADVICE = "This is what a rule of the Hub answers to these facts. It is not legal advice."


def text_of(asked: Asked, *, by: str, address: str = "") -> str:
    """Write an answer with its facts, findings, sections and the tables that it stands on.

    :param by: who asked.
    :param address: where the same can be asked again.
    """
    lines = [asked.rule.title, "=" * len(asked.rule.title), ""]
    if asked.at is not None:
        lines.append(f"Asked at {moment(asked.at)} by {by}.")
    lines += [f"Rule: {asked.rule.name}. {asked.rule.citation}."]
    lines += [f"Ask it again: {address}"] if address else []
    lines += ["", *_part("Answer", _said(asked.result)), f"This rests on {asked.citation}.", ""]
    lines += _part("The facts", _said(asked.facts))
    for _, heading, told in asked.findings:
        lines += _part(heading, (f"{one.text}{f' ({one.citation})' if one.citation else ''}" for one in told))
    lines += _part("The rule in words", (s.text for paragraph in desk.rule_in_words(asked.rule) for s in paragraph))
    lines += _part("Tables of the law that were read", _tables(asked))
    lines.append(NOT_ADVICE)
    return "\n".join(lines) + "\n"


def name_of(asked: Asked) -> str:
    """Give the name of the file: the rule and the day."""
    return f"{asked.rule.name}-{asked.at:%Y-%m-%d}" if asked.at else asked.rule.name


def title_of(asked: Asked) -> str:
    """Give the title of the document, for a person to change."""
    day = f", {date_short(asked.at)}" if asked.at else ""
    return f"{asked.rule.title} Answer of the law desk{day}"


def _part(heading: str, items: Iterable[str]) -> list[str]:
    found = [line for item in items for line in _wrapped(item)]
    return [heading, "-" * len(heading), *found, ""] if found else []


def _wrapped(item: str) -> list[str]:
    return textwrap.wrap(item, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False)


def _said(fields: Iterable[Said]) -> Iterator[str]:
    for field in fields:
        if field.table:
            for number, row in enumerate(field.table, start=1):
                told = "; ".join(f"{head}: {cell}".replace("?:", "?") for head, cell in row if cell)
                yield f"{field.label} {number}: {told}"
        elif field.inner and not field.inner[0].label:
            yield field.asked
            yield from (one.value for one in field.inner)
        elif field.inner:
            yield f"{field.asked} {'; '.join(f'{one.asked} {one.value}' for one in field.inner)}"
        else:
            yield f"{field.asked} {field.value}"


def _tables(asked: Asked) -> Iterator[str]:
    for read in asked.tables:
        yield f"{read.title} ({read.count} rows). {read.source}."
        for row in read.rows:
            doubt = f" Not confirmed. {row.data.get('note', '')}".rstrip() if row.is_unconfirmed else ""
            value = f": {money(row.amount)}" if "amount" in row.data else f": {row.days} days" if row.days else ""
            rests_on = ". ".join(filter(None, (row.data.get("citation", ""), row.source)))
            yield f"{read.title}: {row.label}{value}, {span_of(row)}. {rests_on}.{doubt}"
