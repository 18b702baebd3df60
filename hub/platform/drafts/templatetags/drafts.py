"""Hidden fields that every form which changes something carries."""

from typing import Any

from django import forms, template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.platform.drafts.conflicts import base_of
from hub.platform.drafts.marks import BASE_FIELD, KEY_FIELD, VERSION_FIELD, new_mark

register = template.Library()
HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True)
def form_keys(context: Context) -> SafeString:
    """Write the mark of this rendering of the form for this person; put it right after the cross-site token."""
    actor = getattr(context.get("request"), "actor", None)
    if actor is None or actor.person_id is None:
        return SafeString("")
    return format_html(HIDDEN, KEY_FIELD, new_mark(actor.person_id))


@register.simple_tag
def form_base(form: forms.Form, record: Any) -> SafeString:
    """Write the version and the values that this form begins with, so that two people do not overwrite each other.

    A form that is shown again with errors, or comes from a draft, keeps what it began with.
    """
    if form.is_bound and form.data.get(BASE_FIELD):
        version, base = form.data.get(VERSION_FIELD, ""), form.data[BASE_FIELD]
    else:
        version, base = getattr(form, "begun", None) or (str(record.version), base_of(form))
    return format_html(HIDDEN + HIDDEN, VERSION_FIELD, version, BASE_FIELD, base)
