"""Tags of the public site."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(text: str, query: str) -> SafeString:
    """Mark the words of a search where they stand in a text."""
    wanted = [re.escape(word) for word in query.split() if len(word) > 1]
    if not wanted:
        return conditional_escape(text)
    parts = re.split(rf"\b({'|'.join(wanted)})", str(text), flags=re.IGNORECASE)
    drawn = (format_html("<mark>{}</mark>" if place % 2 else "{}", part) for place, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in drawn))
