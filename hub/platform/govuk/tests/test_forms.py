"""Forms: govuk-frontend's markup, errors that say what to do, and links that lead to the wrong part."""

import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, GovTextInput, PercentInput


class Contract(GovForm):
    title = forms.CharField(label="Contract title", max_length=20, help_text="As signed")
    value = MoneyField(label="Value", min_value=1)
    rate = forms.DecimalField(label="Rate", widget=PercentInput, required=False)
    why = forms.CharField(label="Reason", widget=GovTextarea(characters=100))
    tier = forms.ChoiceField(label="Tier", choices=[("g", "Gold"), ("s", "Silver")])
    route = forms.ChoiceField(
        label="Route", choices=[("o", "Open"), ("d", "Direct")], widget=GovRadios(hints={"d": "Rarely"})
    )
    parts = forms.MultipleChoiceField(label="Parts", choices=[("w", "Works")], widget=GovCheckboxes)
    ends = GovDateField(label="End date", help_text="For example, 31 8 2027")
    scan = forms.FileField(label="Signed contract", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    agree = forms.BooleanField(label="I have read it", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Parts(HTMLParser):
    """Every element with its attributes, in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def one(self, **wanted):
        matching = [a for _, a in self.found if all(a.get(k.rstrip("_")) == v for k, v in wanted.items())]
        assert len(matching) == 1, (wanted, matching)
        return matching[0]


def group(form, name):
    return str(form[name].as_field_group())


def summary(*given):
    names = {f"f{n}": one for n, one in enumerate(given)}
    source = "{% load govuk %}{% error_summary " + " ".join(names) + " %}"
    return Template(source).render(Context(names))


def sent(**changes):
    data = {"title": "Vans", "value": "100", "why": "Need", "tier": "g", "route": "o", "parts": ["w"]}
    return Contract(data | {"ends-day": "4", "ends-month": "12", "ends-year": "2026"} | changes)


class TestTextInput:
    def test_label_hint_and_control_are_tied_together(self):
        page = Parts(group(Contract(), "title"))
        assert page.one(for_="id_title")["class"].startswith("govuk-label")
        control = page.one(name="title")
        assert control["class"] == "govuk-input"
        assert control["aria-describedby"] == page.one(class_="govuk-hint")["id"]

    def test_an_error_is_shown_before_the_control_and_described_by_it(self):
        page = Parts(group(sent(title=""), "title"))
        control = page.one(name="title")
        assert "govuk-input--error" in control["class"].split()
        assert page.one(class_="govuk-error-message")["id"] in control["aria-describedby"].split()
        assert page.found[0][1]["class"] == "govuk-form-group govuk-form-group--error"

    def test_the_browsers_own_bubbles_are_off(self):
        assert "required" not in Parts(group(Contract(), "title")).one(name="title")

    def test_units_stand_before_and_after(self):
        assert '<div class="govuk-input__prefix" aria-hidden="true">£</div>' in group(Contract(), "value")
        assert '<div class="govuk-input__suffix" aria-hidden="true">%</div>' in group(Contract(), "rate")

    def test_width_and_number_pad(self):
        field = GovTextInput(width=5, numeric=True)
        control = Parts(field.render("n", "", {"id": "id_n"})).one(name="n")
        assert control["inputmode"] == "decimal"
        assert "govuk-input--width-5" in control["class"]

    def test_a_value_is_escaped(self):
        assert "<b>" not in group(sent(title="<b>x"), "title")

    @pytest.mark.parametrize("typed", ["£1,200.50", "1200.5", " 1 200.50 "])
    def test_money_is_taken_as_people_write_it(self, typed):
        form = sent(value=typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["value"] == Decimal("1200.5")

    @pytest.mark.parametrize(
        ("typed", "cure"),
        [
            ("12,50", "write 12.50"),
            ("1.5,0", "Write digits such as 1200.00"),
            ("1e5", "Write it in digits"),
            ("1.234,56", "write 1234.56"),
            ("1.234", "Write 1234 for the first"),
            ("12.3456", "Write 12.35"),
            ("€500", "in pounds"),
            ("500 inc VAT", "Write the digits alone, such as 500.00"),
            ("TBC", "leave the box empty"),
            ("lots", "leave the box empty"),
            ("=2+2", "Paste the value"),
        ],
    )
    def test_what_could_mean_two_sums_or_none_is_refused_with_value_and_cure(self, typed, cure):
        form = sent(value=typed)
        [said] = form.errors["value"]
        assert said.startswith(f"Value: “{typed}”")
        assert cure in said

    def test_a_wrong_amount_comes_back_as_it_was_typed(self):
        assert Parts(group(sent(value="12,50"), "value")).one(name="value")["value"] == "12,50"

    def test_a_percentage_with_a_comma_is_not_ten_times_as_much(self):
        assert "rate" in sent(rate="12,5").errors


class TestTextarea:
    def test_counts_down_from_its_limit(self):
        page = Parts(group(Contract(), "why"))
        box = page.found[0][1]
        assert box["data-module"] == "govuk-character-count"
        assert box["data-maxlength"] == "100"
        control = page.one(name="why")
        assert "govuk-js-character-count" in control["class"].split()
        assert page.one(id="id_why-info")["id"] in control["aria-describedby"].split()


class TestChoices:
    def test_radios_are_a_fieldset_with_a_legend(self):
        page = group(Contract(), "route")
        assert re.search(r"<fieldset[^>]*>\s*<legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">", page)

    def test_an_option_is_described_by_its_hint(self):
        page = Parts(group(Contract(), "route"))
        assert page.one(id="id_route_1")["aria-describedby"] == page.one(id="id_route_1-hint")["id"]

    def test_chosen_option_stays_chosen(self):
        assert "checked" in Parts(group(sent(), "route")).one(id="id_route_0")

    def test_checkboxes_have_their_own_classes(self):
        control = Parts(group(Contract(), "parts")).one(id="id_parts_0")
        assert (control["type"], control["class"]) == ("checkbox", "govuk-checkboxes__input")

    def test_select_keeps_the_choice(self):
        assert '<option value="s" selected>' in group(sent(tier="s"), "tier")

    def test_one_tick_box_has_its_label_beside_it(self):
        page = group(Contract(), "agree")
        assert page.index('type="checkbox"') < page.index("I have read it")
        assert page.count("<label") == 1


class TestDate:
    def test_has_three_boxes_with_labels_of_their_own(self):
        page = Parts(group(Contract(), "ends"))
        for part in ("day", "month", "year"):
            assert page.one(for_=f"id_ends-{part}")
            assert page.one(id=f"id_ends-{part}")["name"] == f"ends-{part}"

    def test_group_is_named_and_described(self):
        fieldset = Parts(group(Contract(), "ends")).found[1][1]
        assert fieldset["role"] == "group"
        assert fieldset["aria-describedby"] == "id_ends_helptext"

    def test_is_read(self):
        form = sent()
        assert form.is_valid()
        assert form.cleaned_data["ends"] == date(2026, 12, 4)

    @pytest.mark.parametrize("month", ["december", "Dec", "12", "dec."])
    def test_takes_a_month_by_name(self, month):
        form = sent(**{"ends-month": month})
        assert form.is_valid(), form.errors

    def test_takes_one_iso_date_under_its_own_name(self):
        form = Contract({"ends": "2026-12-04"})
        form.is_valid()
        assert form.cleaned_data["ends"] == date(2026, 12, 4)

    def test_takes_a_date_with_strokes_and_names_a_wrong_one(self):
        form = Contract({"ends": "04/12/2026"})
        form.is_valid()
        assert form.cleaned_data["ends"] == date(2026, 12, 4)
        wrong = Contract({"ends": "31/2/2024"})
        assert "“31 February 2024” is not, as that month has 29 days" in wrong.errors["ends"][0]
        assert "“soon” is no day" in Contract({"ends": "soon"}).errors["ends"][0]

    @pytest.mark.parametrize(
        ("typed", "said", "first"),
        [
            (("", "", ""), "Enter end date", "day"),
            (("4", "12", ""), "End date must include a year", "year"),
            (("4", "", ""), "End date must include a month and a year", "month"),
            (
                ("31", "2", "2026"),
                "End date must be a real date: “31 February 2026” is not, as that month has 28 days. "
                "Write 28 or another day",
                "day",
            ),
            (
                ("4", "13", "2026"),
                "End date must be a real date: “13” is no month. Write a number from 1 to 12, or the name of the month",
                "month",
            ),
            (
                ("x", "12", "2026"),
                "End date must be a real date: “x” is no day of a month. Write a number from 1 to 31",
                "day",
            ),
            (("4", "12", "26"), "Year of end date must have 4 numbers, like 2026", "year"),
            (
                ("4", "12", "0204"),
                "End date must be a real date: “0204” is no year of a contract. Write one between 1900 and 2150",
                "year",
            ),
        ],
    )
    def test_error_says_which_part_and_links_to_it(self, typed, said, first):
        form = sent(**dict(zip(("ends-day", "ends-month", "ends-year"), typed, strict=True)))
        assert form.errors["ends"] == [said]
        assert f'<a href="#id_ends-{first}">{said}</a>' in summary(form)

    def test_only_the_wrong_part_is_red(self):
        page = Parts(group(sent(**{"ends-year": ""}), "ends"))
        assert "govuk-input--error" in page.one(id="id_ends-year")["class"]
        assert "govuk-input--error" not in page.one(id="id_ends-day")["class"]

    def test_what_was_typed_comes_back(self):
        page = Parts(group(sent(**{"ends-day": "32"}), "ends"))
        assert page.one(id="id_ends-day")["value"] == "32"

    def test_a_stored_date_fills_the_boxes(self):
        page = Parts(group(Contract(initial={"ends": date(2027, 8, 31)}), "ends"))
        assert [page.one(id=f"id_ends-{p}")["value"] for p in ("day", "month", "year")] == ["31", "8", "2027"]

    def test_an_unchanged_date_counts_as_unchanged(self):
        form = Contract({"ends-day": "31", "ends-month": "8", "ends-year": "2027"}, initial={"ends": date(2027, 8, 31)})
        assert "ends" not in form.changed_data

    def test_an_optional_date_may_be_left_empty(self):
        class Form(forms.Form):
            ends = GovDateField(required=False)

        form = Form({})
        assert form.is_valid()
        assert form.cleaned_data["ends"] is None


class TestOtherControls:
    def test_password_can_be_shown(self):
        page = Parts(group(Contract(), "secret"))
        assert page.found[0][1]["data-module"] == "govuk-password-input"
        assert page.one(type="button")["aria-controls"] == "id_secret"

    def test_password_is_never_sent_back(self):
        assert "hunter2" not in group(sent(secret="hunter2"), "secret")

    def test_file(self):
        assert Parts(group(Contract(), "scan")).one(name="scan")["class"] == "govuk-file-upload"

    def test_hidden_is_nothing_but_hidden(self):
        assert str(Contract()["token"]) == '<input type="hidden" name="token" id="id_token">'

    def test_whole_form_draws_every_field_once(self):
        page = str(Contract())
        assert page.count("govuk-form-group ") + page.count('govuk-form-group"') == 11 + 3
        assert page.count('type="hidden"') == 1

    def test_dense_family_replaces_govuks_classes(self):
        page = Template("{% load govuk %}{% compact_field f %}").render(Context({"f": Contract()["tier"]}))
        assert 'class="hub-select"' in page
        assert "govuk-select" not in page


class TestHeadings:
    def test_a_legend_can_be_the_pages_heading(self):
        page = Template('{% load govuk %}{% field f heading="l" %}').render(Context({"f": Contract()["ends"]}))
        assert '<h1 class="govuk-fieldset__heading">End date</h1>' in page
        assert "govuk-fieldset__legend--l" in page

    def test_a_label_can_be_the_pages_heading(self):
        page = Template('{% load govuk %}{% field f heading="l" %}').render(Context({"f": Contract()["title"]}))
        assert re.search(r'<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"', page)


class TestErrorSummary:
    def test_is_absent_when_all_is_well(self):
        assert "govuk-error-summary" not in summary(sent())
        assert "govuk-error-summary" not in summary(Contract())
        assert "govuk-error-summary" not in summary(None)

    @pytest.mark.parametrize(
        ("name", "target"),
        [("title", "id_title"), ("route", "id_route_0"), ("parts", "id_parts_0"), ("tier", "id_tier")],
    )
    def test_every_link_leads_to_a_control_on_the_page(self, name, target):
        form = sent(**{name: ""})
        assert f'href="#{target}"' in summary(form)
        assert Parts(str(form)).one(id=target)

    def test_links_stand_in_the_order_of_the_page(self):
        links = re.findall(r'href="#([^"]+)"', summary(Contract({})))
        assert links == ["id_title", "id_value", "id_why", "id_tier", "id_route_0", "id_parts_0", "id_ends-day"]

    def test_a_refusal_that_no_field_is_to_blame_for_has_no_link(self):
        form = sent()
        form.add_error(None, "A live contract ends early only with a reason.")
        assert "<li>A live contract ends early only with a reason.</li>" in summary(form)

    def test_several_forms_share_one_summary(self):
        page = summary(Contract({}, prefix="a"), Contract({}, prefix="b"))
        assert page.count("There is a problem") == 1
        assert 'href="#id_a-title"' in page
        assert 'href="#id_b-title"' in page

    def test_title_begins_with_error(self):
        source = Template("{% load govuk %}{% error_prefix form %}")
        assert source.render(Context({"form": sent(title="")})) == "Error: "
        assert source.render(Context({"form": sent()})) == ""


class TestSentences:
    @pytest.mark.parametrize(
        ("name", "typed", "said"),
        [
            ("title", "", "Enter contract title"),
            ("title", "x" * 21, "Contract title must be 20 characters or fewer"),
            (
                "value",
                "plenty",
                "Value: “plenty” is not a sum of money. Write digits such as 1200.00, or leave the box empty.",
            ),
            ("value", "0", "Value must be 1 or more"),
            ("tier", "bronze", "Select tier from the list"),
            ("route", "", "Select route"),
        ],
    )
    def test_say_what_to_do_in_the_labels_words(self, name, typed, said):
        assert sent(**{name: typed}).errors[name] == [said]

    def test_a_forms_own_sentence_stays(self):
        class Own(GovForm):
            why = forms.CharField(error_messages={"required": "Say why, in a sentence"})

        assert Own({}).errors["why"] == ["Say why, in a sentence"]

    def test_no_form_of_the_kit_speaks_djangos_english(self):
        said = [text for errors in Contract({}).errors.values() for text in errors]
        assert said
        assert not [text for text in said if "This field" in text or "valid" in text]


class TestLikeGovuk:
    """Our templates against what the installed govuk-frontend itself draws."""

    SHIPPED = Path(settings.PROJECT, "node_modules/govuk-frontend/dist/govuk/components")

    @pytest.mark.parametrize(
        ("component", "name"),
        [
            ("input", "title"),
            ("character-count", "why"),
            ("select", "tier"),
            ("radios", "route"),
            ("checkboxes", "parts"),
            ("date-input", "ends"),
            ("file-upload", "scan"),
            ("password-input", "secret"),
        ],
    )
    def test_uses_no_class_that_the_component_does_not(self, component, name):
        fixtures = self.SHIPPED / component / "fixtures.json"
        if not fixtures.exists():
            pytest.skip("node_modules is missing: run ./dev assets")
        drawn = " ".join(one["html"] for one in json.loads(fixtures.read_text(encoding="utf-8"))["fixtures"])
        theirs = {c for found in re.findall(r'class="([^"]*)"', drawn) for c in found.split()}
        wrong = Contract({}, {})
        page = group(Contract(), name) + group(wrong, name)
        ours = {c for found in re.findall(r'class="([^"]*)"', page) for c in found.split() if c.startswith("govuk-")}
        sizes = {"govuk-label--s", "govuk-fieldset__legend--s", "govuk-form-group--error", "govuk-error-message"}
        assert ours - theirs - sizes == set()
