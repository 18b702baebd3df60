"""Write what is asked, what counts, and until when; and what is done for small firms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform, together
from hub.platform.clock import london
from hub.procurement import selectors as cases
from hub.procurement import services as procuring
from hub.procurement.terms import BEFORE_MARKET
from hub.tender import acts, selectors
from hub.tender.models import Question, Tender
from hub.tender.rules import checking, timing
from hub.tender.rules.checking import Asked


def ask(
    one: Tender,
    *,
    questions: Sequence[Asked],
    due_at: datetime,
    barriers: str = "",
    steps: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Tender:
    """Write the questions anew, in their order, and until when answers are taken.

    :param due_at: aware; checked against the calendar, the clocks' change and the least time suppliers have.
    :param barriers: what could keep small firms from quoting (PA 2023 s.86); kept on the case with ``steps``.
    :raises Refused: when a question is not whole, the weights do not come to 100, or the moment is not allowed.
    """
    case = one.procurement
    with together():
        with perform(acts.ASK, one, by=by, at=at, version=version) as done:
            on = london(at).date()
            least = int(selectors.setting("least", "working_days", on=on, authority=one.authority))
            wrong = [
                *checking.question_faults(questions),
                *timing.faults(due_at, now=at, least=least, tables=cases.tables_for(case)),
            ]
            refuse(acts.ASK, wrong)
            before = [row.text for row in selectors.questions_of(one)]
            _write(one, questions)
            one.due_at = due_at
            one.save()
            done.changed("questions", before, [each.text.strip() for each in questions])
        said = bool(barriers.strip()) and case.status in BEFORE_MARKET
        if said and (case.sme_barriers, case.sme_steps) != (barriers.strip(), steps.strip()):
            procuring.consider_smes(case, barriers=barriers.strip(), steps=steps.strip(), by=by, at=at)
    return one


def _write(one: Tender, questions: Sequence[Asked]) -> None:
    known = {row.number: row for row in selectors.questions_of(one)}
    for number, each in enumerate(questions, start=1):
        row = known.pop(number, None) or Question(tender=one, number=number)
        row.text, row.help, row.answer_as = each.text.strip(), each.help.strip(), each.answer_as
        row.listed, row.word_limit, row.weight = list(each.listed), each.word_limit, each.weight
        row.is_required, row.is_price = each.is_required, each.is_price
        row.save()
    for row in known.values():
        row.delete()
