"""Compute an authority's levels as at a day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any, TypeVar

from hub.maturity import rules
from hub.maturity.models import Claim
from hub.maturity.selectors import finding
from hub.maturity.selectors.counted import gap_to_claim, gap_to_target
from hub.maturity.selectors.results import Assessment, Behaviour, Capability, Claimed, Row
from hub.maturity.selectors.trying import Readings, try_test
from hub.maturity.terms import Subject
from hub.platform.clock import london
from hub.platform.indicators import Indicator, Reading, Unit, kept
from hub.platform.indicators.lists import MEASURED, address, lists_of
from hub.platform.registers.counting import head_digest
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_long
from hub.strategy import selectors as strategy
from hub.strategy.models import ActionRow

# Measures of the assessment itself: they need the levels of everything else first.
OF_ROWS, OF_BEHAVIOURS = "ST-2", "ST-3"
MOST_KEPT = 32
Found = TypeVar("Found")

_kept: OrderedDict[tuple[str, int, date, str], Any] = OrderedDict()
_lock = Lock()


def assess_now(authority: Authority, at: datetime) -> Assessment:
    """Give today's assessment, from memory while nothing has happened in the Hub since it was computed."""
    return _remembered("assessment", authority, at, lambda: assess(authority, at))


def others_now(authority: Authority, at: datetime, asked: Sequence[Indicator]) -> dict[str, Reading]:
    """Give by key what indicators read that no level test asks for, from memory as an assessment is.

    :param asked: those indicators, the same as long as nothing happens in the Hub.
    """

    def read() -> dict[str, Reading]:
        with kept():
            return {one.key: one.measure([authority.pk], at) for one in asked}

    return _remembered("others", authority, at, read)


def _remembered(what: str, authority: Authority, at: datetime, work: Callable[[], Found]) -> Found:
    key = (what, authority.pk, london(at).date(), head_digest())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[no-any-return]
    found = work()
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def assess(authority: Authority, at: datetime) -> Assessment:
    """Compute every level as at a moment.

    :param at: now, or the end of an earlier day.
    """
    with kept():
        return _Work(authority, at).done()


class _Work:
    """One assessment in the making."""

    def __init__(self, authority: Authority, at: datetime) -> None:
        self.authority, self.at, self.day = authority, at, london(at).date()
        self.readings = Readings(authority, at, shipped=finding.shipped_keys())
        self.evidence = finding.evidence_by_part(authority, self.day)
        self.papers = finding.with_paper(self.evidence.values(), at)
        self.claims = finding.claims_on(authority, self.day)
        self.ends = finding.month_ends(authority, until=self.day)
        self.tests = finding.tests_on(self.day, authority)
        self.version = strategy.in_force_on(authority, self.day)
        self.plan = strategy.with_rows(self.version) if self.version else []
        self.baselines = strategy.baselines(authority, self.day)
        self.made: dict[str, Capability] = {}

    def done(self) -> Assessment:
        """Compute in the order in which levels need each other."""
        titles = {each.code: each.label for each in finding.capabilities(self.day, self.authority)}
        own = {OF_ROWS, OF_BEHAVIOURS}
        for code in titles:
            if code not in own:
                self.made[code] = self.capability(code, titles[code])
        rows = [self.row(each) for each in self.plan]
        self.measure_rows(rows)
        if OF_ROWS in titles:
            self.made[OF_ROWS] = self.capability(OF_ROWS, titles[OF_ROWS])
        behaviours = [self.behaviour(entry.code, entry.label, entry.data) for entry in self.all_behaviours()]
        self.measure_behaviours(behaviours)
        if OF_BEHAVIOURS in titles:
            self.made[OF_BEHAVIOURS] = self.capability(OF_BEHAVIOURS, titles[OF_BEHAVIOURS])
        version = self.version
        aim = (version.aim_from, version.aim_to) if version and version.aim_from and version.aim_to else None
        return Assessment(
            on=self.day,
            capabilities=[self.made[code] for code in titles],
            rows=rows,
            behaviours=behaviours,
            stated_score=version.stated_score if version else None,
            stated_plan=rules.mean(row.level for row in self.plan),
            aim=aim,
            note=self.note(),
        )

    def all_behaviours(self) -> list[finding.Entry]:
        """Give the behaviours of the day."""
        return finding.behaviours(self.day, self.authority)

    def note(self) -> str:
        """Say what is not known of the day at all."""
        first = finding.first_day_of_tests()
        if first is not None and self.day < first:
            return f"No level tests hold before {date_long(first)}, so nothing is computed."
        if self.version is None:
            return f"No strategy was in force on {date_long(self.day)}, so there are no rows, claims or targets."
        return ""

    def capability(self, code: str, title: str) -> Capability:
        """Try the tests of a capability and place it beside claim and target of its row."""
        entries = sorted(self.tests.get(code, []), key=lambda entry: entry.data["level"])
        tests = [try_test(entry.data, self.readings, self.evidence, self.papers) for entry in entries]
        stands = rules.standing(tests)
        serving = [each for each in self.plan if code in each.capabilities]
        row = next((each for each in serving if each.capabilities[0] == code), next(iter(serving), None))
        target = row.target_on(self.day) if row else None
        return Capability(
            code=code,
            title=title,
            computed=stands.level,
            held=rules.held(self.ends.get((Subject.CAPABILITY, code), ())),
            claimed=self.claimed(Subject.ROW, row.code, row) if row else None,
            target=target.level if target else None,
            target_year=target.year if target else None,
            tests=tests,
            is_small=stands.is_small,
        )

    def row(self, row: ActionRow) -> Row:
        """Place a row: it stands where all of its capabilities stand."""
        found = [self.made[code] for code in row.capabilities if code in self.made]
        target = row.target_on(self.day)
        return Row(
            code=row.code,
            title=row.area,
            computed=rules.lowest([each.computed for each in found]),
            held=rules.held(self.ends.get((Subject.ROW, row.code), ())),
            claimed=self.claimed(Subject.ROW, row.code, row),
            target=target.level if target else None,
            target_year=target.year if target else None,
            capabilities=found,
            section=f"{row.section} {row.section_title}",
        )

    def behaviour(self, code: str, title: str, data: dict[str, list[str]]) -> Behaviour:
        """Place a behaviour: it stands where all of its capabilities stand; target and baseline are its row's."""
        found = [self.made[each] for each in data["capabilities"] if each in self.made]
        row = self.row_of(data["rows"])
        target = row.target_on(self.day) if row else None
        return Behaviour(
            code=code,
            title=title,
            computed=rules.lowest([each.computed for each in found]),
            held=rules.held(self.ends.get((Subject.BEHAVIOUR, code), ())),
            claimed=self.claimed(Subject.BEHAVIOUR, code, row),
            target=target.level if target else None,
            target_year=target.year if target else None,
            capabilities=found,
            theme=str(data["theme"]),
            area=str(data["area"]),
            ladder=data["ladder"],
        )

    def row_of(self, codes: Sequence[str]) -> ActionRow | None:
        """Give the row that a behaviour answers; 3.9-1a is a part of row 3.9-1."""
        wanted = {code.rstrip("abcdef") for code in codes}
        return next((row for row in self.plan if row.code in wanted), None)

    def claimed(self, subject: str, code: str, row: ActionRow | None) -> Claimed | None:
        """Give the latest claim, else what the strategy stated when it was adopted."""
        claim: Claim | None = self.claims.get((subject, code))
        if claim is not None:
            return Claimed(Decimal(claim.level), claim.person.name, claim.made_on, claim.reason)
        stated = self.baselines.get(row.code) if row is not None else None
        if stated is None:
            return None
        reason = f"Stated in the strategy, row {stated.code}."
        return Claimed(stated.level, "The strategy", stated.on, reason, is_baseline=True)

    def measure_rows(self, rows: Sequence[Row]) -> None:
        """Measure how far the rows are from their targets (ST-2)."""
        gaps = [gap for row in rows if (gap := gap_to_target(row)) is not None]
        self.put("ST-2.gap_mean", Unit.SCORE, value=rules.mean(gaps), cases=len(gaps))

    def measure_behaviours(self, behaviours: Sequence[Behaviour]) -> None:
        """Measure the assessment itself: what is computed, how far claims lie off, and the rounds (ST-3)."""
        measured = [each for each in behaviours if each.computed is not None]
        lists = lists_of("ST-3.auto_share", self.at)
        self.readings.read["ST-3.auto_share"] = Reading(len(measured), len(behaviours), **lists)
        gaps = [gap for each in behaviours if (gap := gap_to_claim(each)) is not None]
        self.put("ST-3.claim_gap", Unit.SCORE, value=rules.mean(gaps), cases=len(gaps))
        rounds = finding.locked_rounds(self.authority, self.day)
        self.put("ST-3.rounds", Unit.COUNT, value=Decimal(len(rounds)), cases=len(rounds))
        last = rounds[0] if rounds else None
        age = Decimal((self.day - last.locked_on).days) if last and last.locked_on else None
        self.put("ST-3.round_age", Unit.DAYS, value=age, cases=1 if last else 0)
        people = {answer.person_id for answer in last.answers.all()} if last else set()
        self.put("ST-3.respondents", Unit.COUNT, value=Decimal(len(people)), cases=len(people))

    def put(self, key: str, unit: Unit, *, value: Decimal | None, cases: int) -> None:
        """Keep a figure that the assessment itself gives; what it counts stands on its own page."""
        every = address(key, self.at, MEASURED)
        self.readings.read[key] = Reading(cases, cases, every, unit=unit, value=value, measured=every)
