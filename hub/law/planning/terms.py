"""The words of a timetable: its steps in order, who decides a step's days, and the facts that a plan is made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.facts import Ask, facts, result
from hub.law.terms import ContractKind, Procedure, Regime, Term

# Not law: what is planned where the Act sets no least period, and the last days in which no question is answered.
REASONABLE_DAYS, QUIET_DAYS = 10, 7
# Not law: nobody plans a single step of more days.
MOST_DAYS = 3_650


class StepName(Term):
    """A step of a timetable, in the usual order."""

    KEY_DECISION_NOTICE = "key_decision_notice", "Key decision notice"
    APPROVAL = "approval", "Approval to compete"
    CALL_IN_APPROVAL = "call_in_approval", "Call-in of the approval"
    PREPARATION = "preparation", "Documents and sign-off"
    TENDER_NOTICE = "tender_notice", "Tender notice"
    TRANSPARENCY_NOTICE = "transparency_notice", "Transparency notice"
    PARTICIPATION = "participation", "Requests to take part"
    SELECTION = "selection", "Selection"
    INVITATION = "invitation", "Invitation to tender"
    TENDERING = "tendering", "Tenders open"
    CLARIFICATION = "clarification", "Questions and answers"
    EVALUATION = "evaluation", "Evaluation"
    AWARD_DECISION = "award_decision", "Award decision"
    CALL_IN_AWARD = "call_in_award", "Call-in of the award"
    ASSESSMENT_SUMMARIES = "assessment_summaries", "Assessment summaries"
    AWARD_NOTICE = "award_notice", "Contract award notice"
    STANDSTILL = "standstill", "Standstill"
    CONTRACT_SIGNATURE = "contract_signature", "Contract signature"
    CONTRACT_DETAILS = "contract_details", "Contract details notice"
    MOBILISATION = "mobilisation", "Mobilisation"


class Rests(Term):
    """Who sets the length of a step."""

    LAW = "law", "Legal minimum"
    LOCAL = "local", "Local rule"
    OWN = "own", "Planned"


# The steps that a body or an officer decides; others that people call them by.
DECISIONS = (StepName.APPROVAL, StepName.AWARD_DECISION)
ALSO_CALLED = {
    "award": StepName.AWARD_DECISION,
    "permission": StepName.APPROVAL,
    "permission_to_compete": StepName.APPROVAL,
    "strategy": StepName.APPROVAL,
}


@facts
class Meeting:
    """One meeting of a body that may decide a step."""

    step: Annotated[str, Ask("Which step does it decide?", "approval or award_decision.")]
    meets_on: Annotated[date, Ask("When does it meet?")]
    papers_by: Annotated[date, Ask("By when does it need the papers?", "The deadline of its agenda.")]


@facts
class FixedStep:
    """A step whose days somebody typed, or that is behind us."""

    step: Annotated[str, Ask("Which step?")]
    ends_on: Annotated[date, Ask("On which day does it end?", "For a step of one day: that day.")]
    starts_on: Annotated[
        date | None, Ask("On which day does it start?", "Leave out to start as early as possible.")
    ] = None
    done: Annotated[bool, Ask("Has it happened?", "Its days then stand, and are checked all the same.")] = False


@facts
class TimetableFacts:
    """A procurement that is to be planned."""

    procedure: Annotated[Procedure, Ask("Which procedure is it?")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "The CPV codes of the contract decide.")]
    start_on: Annotated[date | None, Ask("On which day can work begin?")]
    needed_by: Annotated[date | None, Ask("By when must all be ready?", "Null to plan forwards only.")]
    key_decision: Annotated[bool, Ask("Is it a key decision?", "The first decision of the plan is then announced.")]
    call_in_working_days: Annotated[int, Ask("For how many working days can a decision be called in?")]
    evaluation_days: Annotated[int, Ask("How many days does the evaluation take?", "Days, closed days left out.")]
    mobilisation_days: Annotated[int, Ask("How many days lie between signature and start?", "Closed days left out.")]
    closed_days: Annotated[tuple[date, ...], Ask("On which days is the authority closed?", "Recess, local holidays.")]
    committees: Annotated[tuple[Meeting, ...], Ask("Which meetings may decide?")]
    regime: Annotated[Regime, Ask("Which law governs?", "Only the 2023 Act can be planned.")] = Regime.PA23
    electronic: Annotated[bool, Ask("Can tenders be submitted electronically?")] = True
    documents_with_notice: Annotated[bool, Ask("Do all documents come together with the tender notice?")] = True
    urgent: Annotated[bool, Ask("Is there a state of urgency that makes the usual periods impractical?")] = False
    negotiated: Annotated[bool, Ask("Is the tendering period agreed with pre-selected suppliers?")] = False
    preselected_only: Annotated[bool, Ask("May only pre-selected suppliers tender?")] = False
    planned_notice_on: Annotated[date | None, Ask("When was or will a planned procurement notice be published?")] = None
    openly_advertised: Annotated[bool, Ask("Below the threshold: is it advertised to anyone?")] = True
    ground: Annotated[str | None, Ask("On which ground is it awarded directly?", table="direct_award_grounds")] = None
    voluntary_standstill: Annotated[bool, Ask("Is a standstill stated where the law asks for none?")] = False
    preparation_days: Annotated[int, Ask("How many days do documents and sign-off take?")] = 0
    selection_days: Annotated[int, Ask("How many days does the selection of suppliers take?")] = 0
    participation_days: Annotated[int | None, Ask("How many days can suppliers ask to take part?")] = None
    tendering_days: Annotated[int | None, Ask("How many days are tenders open?", "Not below the legal minimum.")] = None
    quiet_days: Annotated[int, Ask("How many days before the deadline do questions close?")] = QUIET_DAYS
    as_of: Annotated[date | None, Ask("From which day can what is not done still happen?", "Usually today.")] = None
    fixed: Annotated[tuple[FixedStep, ...], Ask("Which steps have typed or past days?")] = ()


@result
class PlannedStep:
    """One step with its days."""

    step: Annotated[StepName, Ask("The step")]
    starts_on: Annotated[date, Ask("Its first day")]
    ends_on: Annotated[date, Ask("Its last day")]
    citation: Annotated[str, Ask("The section, or the local rule, behind its days")]
    label: Annotated[str, Ask("The step in words")]
    rests_on: Annotated[Rests, Ask("Who sets its length")]
    why: Annotated[str, Ask("The reason for its days")]
    slack_days: Annotated[int | None, Ask("How many days later it may end; below nought when it is too late")]
    critical: Annotated[bool, Ask("Does a day's delay here delay the end?")]
    papers_by: Annotated[date | None, Ask("When the papers of its meeting are due")]
    done: Annotated[bool, Ask("Has it happened?")]


@result
class Timetable:
    """Every step, the last safe start, and how much time is left."""

    steps: Annotated[tuple[PlannedStep, ...], Ask("The steps in order")]
    ends_on: Annotated[date, Ask("The day on which all is ready")]
    last_safe_start_on: Annotated[
        date | None, Ask("The last day on which the first step not done may begin; null without a need date")
    ]
    slack_days: Annotated[int | None, Ask("Days between the end and the need date; below nought when it is late")]
