"""A page with every component in every state, for the eye and for the accessibility tests; demo and tests only."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hub.platform import words
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, GovTextInput, PercentInput
from hub.platform.ui import charts
from hub.platform.ui.gantt import Bar, Gantt, GanttRow, Ground, Look, Mark, gantt
from hub.platform.ui.parts import Day, Figure, Happening, Hindrance, Link, Row, Stage, Step

TAGS = [
    ("Not begun", "grey"),
    ("Under way", "blue"),
    ("Approaching", "yellow"),
    ("Late", "red"),
    ("Live", "green"),
    ("Sealed", "purple"),
]


class KitForm(GovForm):
    """One field of every sort."""

    title = forms.CharField(label="Contract title", max_length=120, help_text="As it stands on the signed page")
    value = MoneyField(label="Value, ex VAT")
    rate = forms.DecimalField(label="Share paid so far", widget=PercentInput)
    term = forms.IntegerField(label="Length", widget=GovTextInput(suffix="months", width=3, numeric=True))
    why = forms.CharField(label="Reason", widget=GovTextarea(characters=200, rows=3), help_text="Kept with the record")
    tier = forms.ChoiceField(
        label="Tier", choices=[("gold", "Gold"), ("silver", "Silver")], widget=forms.Select, required=True
    )
    route = forms.ChoiceField(
        label="How it was bought",
        choices=[("open", "Open competition"), ("direct", "Award without competition")],
        widget=GovRadios(hints={"direct": "Allowed only for the reasons in the Act (direct award)"}),
    )
    parts = forms.MultipleChoiceField(
        label="What it covers", choices=[("works", "Works"), ("goods", "Goods")], widget=GovCheckboxes
    )
    ends = GovDateField(label="End date", help_text="For example, 31 8 2027")
    scan = forms.FileField(label="Signed contract", help_text="PDF, up to 250 MB")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I have read the signed contract")
    came_from = forms.CharField(widget=forms.HiddenInput, required=False)


def kit(request: HttpRequest) -> HttpResponse:
    """Show the kit, except in production, where it does not exist."""
    if not (settings.DEBUG or settings.HUB_DEMO or getattr(settings, "HUB_KIT", False)):
        raise Http404
    return render(request, "ui/kit.html", _context())


kit.open_to_all = True  # type: ignore[attr-defined]


def _context() -> dict[str, Any]:
    wrong = KitForm(
        {"kit-ends-day": "4", "kit-ends-month": "12", "kit-value": "plenty", "kit-tier": "bronze"}, {}, prefix="kit"
    )
    wrong.is_valid()
    return {
        "plain": KitForm(),
        "wrong": wrong,
        "page": Paginator(range(214), 20).page(4),
        "step": _step(),
        "stages": _stages(),
        "rows": _rows(),
        "figures": _figures(),
        "days": _days(),
        "side": [Link("Summary", "#", current=True), Link("Performance", "#", 5), Link("Timeline", "#")],
        "linked": [Link("Notices", "#", 2)],
        "views": [
            Link("All", "#", 214),
            Link("Ending in 12 months", "#", 31, current=True),
            Link("No manager", "#", 4),
        ],
        "crumbs": [Link("Contracts", "#"), Link("Grounds maintenance", "#")],
        "tags": TAGS,
        "bars": _bars(),
        "columns": _columns(),
        "line": _line(),
        "bullets": _bullets(),
        "plan": _plan(),
    }


def _step() -> Step:
    blocked = [
        Hindrance(
            "pay the October invoice",
            "Its two readings are not verified.",
            "Aisha Rahman",
            Link("Verify readings", "#"),
        ),
        Hindrance("end the contract", "A live contract ends early only with a reason and an approval.", "Morag Lennox"),
    ]
    return Step(
        "Next step, by Friday 4 December 2026",
        "Decide whether to use extension 1 of 2",
        "A new competition would take 34 weeks. After 4 December there is not enough time left to run one.",
        Link("Decide the extension", "#"),
        blocked,
    )


def _stages() -> list[Stage]:
    return [
        Stage("Need", "8 Jan 2025", "done"),
        Stage("Plan line", "PIP-2025-0011", "done", "#"),
        Stage("Procurement", "PRC-2025-0008", "done", "#"),
        Stage("Award", "18 Jul 2025", "done"),
        Stage("Contract", "live, month 15 of 24", "now"),
        Stage("Review", "due by 28 Feb 2027"),
    ]


def _rows() -> list[Row]:
    change = Link("Change", "#")
    return [
        Row("Supplier", "Meridian FM plc", "#"),
        Row("Value", words.money(900000) + " ex VAT", change=change),
        Row("Runs", words.date_range(date(2025, 9, 1), date(2027, 8, 31)), change=change),
        Row("Insurance", empty="Not recorded yet. The contract manager should.", change=Link("Add", "#")),
    ]


def _figures() -> list[Figure]:
    return [
        Figure("Live contracts", "214", "31 end within 12 months", "#"),
        Figure("Value over their lives", words.money_in_prose(386_200_000), "ex VAT", "#"),
        Figure("With a manager", words.share(9, 12)),
    ]


def _days() -> list[Day]:
    return [
        Day("Today", [Happening("Reminded Aisha Rahman about the extension", "8:00am, by the system", "message")]),
        Day(
            "16 November 2026",
            [
                Happening("Agreed change 2: two new sites, £23,000", "Ruth Bell.", "decision", "#", "Proof"),
                Happening("Sent October figures", "Olivia Grant, Meridian FM plc", "paper"),
            ],
        ),
    ]


def _finding(key: str, title: str, subtitle: str, desc: str) -> charts.Finding:
    return charts.Finding(key, title, subtitle, desc, "Invented figures, 23 November 2026", "Complete", "#")


def _bars() -> charts.Chart:
    finding = _finding(
        "kit-bars",
        "Property spends most without a contract",
        "Spend without a contract, £ ex VAT, 2026 to 2027",
        "Property £412,000, Transport £96,500, Skills £18,200; Digital is not known.",
    )
    points = [("Property", 412000), ("Transport", 96500), ("Skills", 18200), ("Digital", None)]
    return charts.horizontal_bars(
        finding, [charts.Point(*each) for each in points], show=words.money, measure="Spend, £ ex VAT"
    )


def _columns() -> charts.Chart:
    finding = _finding(
        "kit-columns",
        "Contracts recorded doubled in a year",
        "Contracts added each quarter, 2025 to 2026",
        "18, 22, not known in the third quarter, then 41.",
    )
    points = [("Q1", 18), ("Q2", 22), ("Q3", None), ("Q4", 41)]
    return charts.columns(finding, [charts.Point(*p) for p in points], show=_count, measure="Contracts")


def _line() -> charts.Chart:
    finding = _finding(
        "kit-line",
        "Spend reaches the contract value three months early",
        "Payments added up, £ ex VAT, January to October 2026",
        "Payments rise from £40,000 to £640,000; the value is £900,000. April is not known.",
    )
    months = [month[:3] for month in words.MONTHS[:10]]
    paid = [40, 96, 160, None, 290, 370, 430, 510, 580, 640]
    planned = [50, 100, 150, 200, 250, 300, 350, 400, 450, 500]
    series = [
        charts.Series("paid", [None if v is None else v * 1000 for v in paid]),
        charts.Series("planned", [v * 1000 for v in planned]),
    ]
    limit = charts.Limit("£900k value", 900_000)
    return charts.line(finding, months, series, show=words.money_short, limit=limit)


def _bullets() -> list[dict[str, Any]]:
    facts: list[tuple[str, words.Number, words.Number, words.Number]] = [
        ("Change to the contract", Decimal("6.0"), Decimal(10), Decimal(12)),
        ("Savings verified", 52, 50, 60),
    ]
    return [
        {
            "name": name,
            "drawing": charts.bullet(value, target, top=top, name=f"{name}: {value}, promise or limit {target}"),
            "figure": f"{value} of {target}",
        }
        for name, value, target, top in facts
    ]


def _plan() -> Gantt:
    march = [Mark(date(2027, 3, 9), "Cabinet"), Mark(date(2027, 3, 23), "Cabinet", is_chosen=False)]
    tendering = [
        Bar(date(2027, 1, 12), date(2027, 2, 16)),
        Bar(date(2027, 1, 12), date(2027, 2, 6), Look.MINIMUM),
    ]
    rows = [
        GanttRow(
            Link("Options and strategy", "#"), [Bar(date(2026, 11, 2), date(2026, 11, 20), Look.DONE)], (), ["19"]
        ),
        GanttRow(Link("Bids open", "#"), tendering, (), ["36"], "25 days are the legal minimum", is_critical=True),
        GanttRow(
            Link("Award decision", "#"), (), march, ["1"], "Papers Tuesday 2 March", is_critical=True, is_now=True
        ),
        GanttRow(Link("Call-in by members", "#"), [Bar(date(2027, 3, 10), date(2027, 3, 16), Look.LOCAL)], (), ["7"]),
        GanttRow(Link("Slack", ""), [Bar(date(2027, 5, 13), date(2027, 5, 31), Look.SLACK)], (), ["19"]),
        GanttRow(Link("Review", "#"), (), (), [""], "Planned when the contract is signed"),
    ]
    closed = [(date(2026, 12, 24), date(2027, 1, 3))]
    ground = Ground(date(2026, 11, 23), (date(2027, 6, 1), "Needed"), closed)
    return gantt("kit-plan", "Timetable of a survey", rows, ground, columns=["Days"])


def _count(value: words.Number) -> str:
    """Write a count for a chart."""
    return f"{value:,}"
