"""Pages of options appraisals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import holders_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import by_number
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, FormPage, OnRecord, RecordView, VersionedAct
from hub.platform.words import date_long, list_of, money
from hub.procurement import selectors as cases
from hub.procurement.appraisal import acts, forms, freezing, rules, selectors, services, showing
from hub.procurement.appraisal.models import Option, OptionsAppraisal
from hub.procurement.appraisal.register import AppraisalRegister
from hub.procurement.appraisal.terms import DECIDED, Delivery, State

# Every appraisal compares these: nothing, ourselves, with a partner, and the market (BC-2).
ALWAYS = [Delivery.DO_NOTHING, Delivery.IN_HOUSE, Delivery.SHARED, Delivery.FRAMEWORK, Delivery.OPEN]


class AppraisalRegisterView(RegisterView):
    """The options appraisals."""

    register = AppraisalRegister
    reads = OFFICERS
    menu = "procure"


class AppraisalView(RecordView):
    """One appraisal: its options, how they stand, what would change that, and what was chosen."""

    reads = OFFICERS
    menu = "procure"
    find = selectors.find
    template_name = "appraisal/appraisal.html"

    def context(self) -> dict[str, Any]:
        """Add the options, the results where this reader may see them, and the history."""
        one: OptionsAppraisal = self.record
        found = selectors.whole(one)
        results = self.results(found)
        return {
            **super().context(),
            "rows": facts(one, found),
            "options": [option_rows(one, each) for each in found.options],
            "criteria": found.criteria,
            "results": results,
            "shown": showing.shown(one, results) if results and results["appraisers"] else None,
            "ranked": showing.table(results) if results else [],
            "own": selectors.sheet_of(one, self.actor.person_id),
            "may_score": one.status == State.SCORING and scorer_for(one, self.actor) is not None,
            "days": days_of(one, self.actor),
        }

    def results(self, found: selectors.Whole) -> dict[str, Any] | None:
        """Give what was kept on the day of the choice; before it, only the lead's officers see how it stands."""
        one = found.appraisal
        if one.status in DECIDED:
            return dict(one.results)
        if one.status == State.SCORING and self.actor.holds(OFFICERS, one.authority_id):
            return freezing.results(found)
        return None


def facts(one: OptionsAppraisal, found: selectors.Whole) -> list[Row]:
    """Give what is known of an appraisal."""
    scored = [f"{each.sheet.person.name} ({each.sheet.authority.name})" for each in found.complete]
    chosen = [
        Row("Chosen", f"{one.chosen.title}, {date_long(one.chosen_on)}"),
        Row("Why", one.reason),
    ] if one.chosen and one.chosen_on else []  # fmt: skip
    before = [Row("Version before", one.supersedes.reference, href=one.supersedes.get_absolute_url())] if (
        one.supersedes
    ) else []  # fmt: skip
    due = date_long(one.outcome_due_on) if one.outcome_due_on else ""
    outcome = [
        Row("How it turned out", f"{one.get_outcome_display()}. {one.outcome_note}" if one.outcome else "",
            empty=f"To be compared by {due}"),
    ] if due else []  # fmt: skip
    return [
        Row("Procurement", str(one.procurement), href=one.procurement.get_absolute_url()),
        *before,
        *chosen,
        *outcome,
        Row("Led by", one.owner.name),
        Row("Begun", date_long(one.began_on)),
        Row("Costs", f"{one.years} years, discounted at {showing.number(str(one.discount_percent))}% a year"),
        Row("Scored by", list_of(scored), empty="Nobody yet"),
    ]


def option_rows(one: OptionsAppraisal, option: Option) -> dict[str, Any]:
    """Give an option with what the page says of it."""
    labels = {each["code"]: each["label"] for each in one.factors}
    costs = [
        f"{line.label}: {money(line.amount)} "
        + (f"in year {line.from_year}" if line.from_year == line.to_year else
           f"a year, years {line.from_year} to {line.to_year}")
        for line in selectors.lines_of(option)
    ]  # fmt: skip
    rows = [
        Row("How it is done", option.get_delivery_display()),
        Row("What it is", option.description),
        Row("Benefits", option.benefits),
        Row("Risks", option.risks),
        Row("Costs, ex VAT", "; ".join(costs), empty="None entered"),
    ]
    failed = [labels.get(code, code) for code in option.fails]
    if failed:
        rows.append(Row("Does not meet", list_of(failed)))
    if not option.is_short_listed:
        rows.append(Row("Why it is left out", option.why_not))
    return {"option": option, "rows": [row for row in rows if row.value or row.label.startswith("Costs")]}


def scorer_for(one: OptionsAppraisal, actor: Any) -> Any:
    """Give the authority in whose name somebody may score: the lead's or a partner's; None where they may not."""
    parties = [one.authority_id, *(each.pk for each in selectors.partners_of(one.procurement))]
    for party in parties:
        if actor.holds(acts.GIVE.held_by, party):
            return by_number(party)
    return None


class BeginView(ActView):
    """Begin the appraisal of a procurement's options."""

    act = acts.APPRAISE
    menu = "procure"
    find = cases.find
    form_class: ClassVar[Any] = forms.BeginForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the case says: what is needed, for how long, and the ways that are always compared."""
        case = self.record
        months = (case.term_months or 0) + (case.extension_months or 0)
        usual = selectors.ground(case.authority, on=london(self.at).date()).years
        question = f"How do we best meet this need: {case.title}?"
        years = min(-(-months // 12), rules.LONGEST_YEARS) or usual
        return {"question": question, "years": years, "ways": ALWAYS, "version": case.version}

    def perform(self, form: django_forms.Form) -> OptionsAppraisal:
        """Begin it."""
        given = form.cleaned_data
        told = {name: given[name] for name in ("question", "years", "ways")}
        return services.begin(self.record, **told, by=self.actor, at=self.at)


class AppraisalAct(VersionedAct):
    """An act on an appraisal."""

    find = selectors.find
    menu = "procure"
    form_class: ClassVar[Any] = forms.VersionedForm


class AddOptionView(AppraisalAct):
    """List an option."""

    act = acts.ADD_OPTION
    form_class: ClassVar[Any] = forms.OptionForm
    service: ClassVar[Any] = staticmethod(services.add_option)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form what every option must meet, and the years."""
        return {**super().form_arguments(), "factors": self.record.factors, "years": self.record.years}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give what was said of the option."""
        assert isinstance(form, forms.OptionForm)
        return {"terms": form.terms, "version": form.cleaned_data["version"]}


class ReviseOptionView(AddOptionView):
    """Revise an option."""

    act = acts.REVISE_OPTION
    service: ClassVar[Any] = staticmethod(services.revise_option)
    option: Option | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for an option that there is not."""
        self.option = selectors.option(self.record, kwargs["number"]) if self.record is not None else None
        if self.option is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        assert self.option is not None
        return {**super().get_initial(), **forms.of_option(self.option)}

    def form_arguments(self) -> dict[str, Any]:
        """Add the lines of costs that are recorded."""
        assert self.option is not None
        return {**super().form_arguments(), "rows": self.option.costs}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Say which option it is."""
        return {**super().arguments(form), "option": self.option}


class WeighView(AppraisalAct):
    """Change the weights."""

    act = acts.WEIGH
    form_class: ClassVar[Any] = forms.WeightsForm
    service: ClassVar[Any] = staticmethod(services.weigh)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the criteria."""
        return {**super().form_arguments(), "criteria": selectors.whole(self.record).criteria}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the weights by criterion."""
        assert isinstance(form, forms.WeightsForm)
        given = form.cleaned_data
        return {"weights": form.weights, "reason": given["reason"], "version": given["version"]}


class AskForScoresView(AppraisalAct):
    """Ask for scores."""

    act = acts.ASK_FOR_SCORES
    service: ClassVar[Any] = staticmethod(services.ask_for_scores)


class ReopenView(AppraisalAct):
    """Open the list again."""

    act = acts.REOPEN
    form_class: ClassVar[Any] = forms.VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.reopen)


class ScoreView(FormPage, OnRecord):
    """Score the short list: points and a reason for each option on each criterion."""

    act = acts.GIVE
    menu = "procure"
    find = selectors.find
    template_name = "appraisal/score.html"
    form_class: ClassVar[Any] = forms.ScoresForm
    done = "Your scores are kept. You can change them until an option is chosen."
    title = "Score the options"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 to whoever scores for none of the authorities that take part."""
        if self.record is None or scorer_for(self.record, self.actor) is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the short list and the judged criteria."""
        found = selectors.whole(self.record)
        return {
            **super().form_arguments(), "options": found.short, "criteria": found.judged, "top": self.record.top,
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        """Fill in the person's own scores."""
        own = selectors.sheet_of(self.record, self.actor.person_id)
        if own is None:
            return {}
        found = selectors.whole(self.record)
        names = {(option.pk, one.pk): f"{option.number}_{one.code}" for option in found.short for one in found.judged}
        points = {f"points_{names[key]}": value for key, value in own.points.items() if key in names}
        return {**points, **{f"why_{names[key]}": text for key, text in own.reasons.items() if key in names}}

    def context(self) -> dict[str, Any]:
        """Add whether scores are asked for."""
        return {**super().context(), "is_asked": self.record.status == State.SCORING}

    def perform(self, form: django_forms.Form) -> Any:
        """Keep the scores."""
        assert isinstance(form, forms.ScoresForm)
        authority = scorer_for(self.record, self.actor)
        return services.give(self.record, scores=form.scores, authority=authority, by=self.actor, at=self.at)


class ChooseView(AppraisalAct):
    """Choose an option."""

    act = acts.CHOOSE
    form_class: ClassVar[Any] = forms.ChooseForm
    service: ClassVar[Any] = staticmethod(services.choose)
    template_name = "appraisal/choose.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the short list, best first, with the points of each."""
        ranked = freezing.results(selectors.whole(self.record))["ranking"]
        options = [
            (int(row["code"]), row["title"], f"{row['delivery']}. {showing.number(row['total'])}% of all points"
             + (", but it does not meet what every option must" if row["fails"] else ""))
            for row in ranked
        ]  # fmt: skip
        return {**super().form_arguments(), "options": options}

    def context(self) -> dict[str, Any]:
        """Add what the points say."""
        found = selectors.whole(self.record)
        warnings = rules.range_of_options([one.delivery for one in found.short])
        return {**super().context(), "verdict": showing.verdict(freezing.results(found)), "warnings": list(warnings)}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the option itself."""
        given = dict(form.cleaned_data)
        return {**given, "option": selectors.option(self.record, given["option"])}


class AgainView(AppraisalAct):
    """Appraise again."""

    act = acts.APPRAISE_AGAIN
    form_class: ClassVar[Any] = forms.VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.again)


class CheckOutcomeView(AppraisalAct):
    """Compare the outcome."""

    act = acts.CHECK_OUTCOME
    form_class: ClassVar[Any] = forms.OutcomeForm
    service: ClassVar[Any] = staticmethod(services.check_outcome)


class WithdrawView(AppraisalAct):
    """Withdraw the appraisal."""

    act = acts.WITHDRAW
    form_class: ClassVar[Any] = forms.VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.withdraw)


class TransferView(AppraisalAct):
    """Let somebody else lead it."""

    act = acts.TRANSFER
    form_class: ClassVar[Any] = forms.TransferForm
    service: ClassVar[Any] = staticmethod(services.transfer)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those who may lead an appraisal."""
        people = holders_of(acts.BEGIN.held_by, self.record.authority, london(self.at).date())
        return {**super().form_arguments(), "people": people}
