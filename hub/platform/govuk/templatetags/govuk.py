"""Tags for forms: the error summary, the title's prefix, and what the controls' templates need."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_OWN = {"class", "data-wrong"}


@register.simple_tag
def control_attributes(attrs: dict[str, Any]) -> SafeString:
    """Write a control's attributes, but for its class, which its template gives."""
    kept = [(k, v) for k, v in attrs.items() if k not in _OWN and v is not None and v is not False]
    return format_html_join("", " {}{}", ((k, "" if v is True else _value(v)) for k, v in kept))


@register.simple_tag
def control_class(attrs: dict[str, Any], base: str) -> str:
    """Write a control's class: the kit's own family when one is given in attrs, else govuk's, and the error's."""
    given = str(attrs.get("class", ""))
    ours = any(name.startswith("hub-") for name in given.split())
    wrong = "" if ours or not attrs.get("data-wrong") else f"{base.split()[0]}--error"
    return " ".join(part for part in ("" if ours else base, given, wrong) if part)


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(*given: Any) -> dict[str, object]:
    """Draw "There is a problem" with a link to each wrong field; nothing when all is well.

    Takes forms, formsets, and lists of sentences that no field is to blame for.
    """
    return {"errors": [error for one in given for error in _errors(one)]}


@register.simple_tag
def error_prefix(*given: Any) -> str:
    """Write "Error: " for the page's title when something is wrong."""
    return "Error: " if any(_errors(one) for one in given) else ""


@register.inclusion_tag("govuk/field.html")
def field(field: Any, *, heading: str = "", label: str = "") -> dict[str, object]:
    """Draw a field whose label is also the page's heading: `{% field form.title heading="l" %}`."""
    return {"field": field, "heading_size": heading, "label_text": label}


@register.inclusion_tag("govuk/compact_field.html")
def compact_field(field: Any) -> dict[str, object]:
    """Draw a field in the kit's own dense family, for filters above a table."""
    kind = "hub-select" if isinstance(field.field.widget, forms.Select) else "hub-input"
    return {"field": field, "control": field.as_widget(attrs={"class": kind})}


def _value(value: Any) -> SafeString:
    return format_html('="{}"', value)


def _errors(given: Any) -> list[dict[str, str]]:
    if not given:
        return [] if not isinstance(given, forms.BaseForm) else _of_form(given)
    if isinstance(given, forms.BaseFormSet):
        shared = [{"text": str(text), "href": ""} for text in given.non_form_errors()]
        return shared + [error for form in given.forms for error in _of_form(form)]
    if isinstance(given, forms.BaseForm):
        return _of_form(given)
    if isinstance(given, str):
        return [{"text": given, "href": ""}]
    return [{"text": str(text), "href": ""} for text in given] if isinstance(given, Iterable) else []


def _of_form(form: forms.BaseForm) -> list[dict[str, str]]:
    """List a form's errors in the order of its fields, so that the summary reads like the page."""
    if not form.is_bound:
        return []
    found = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = "" if bound.is_hidden else f"#{getattr(bound, 'error_id', bound.auto_id)}"
        found += [{"text": str(text), "href": href} for text in bound.errors]
    return found
