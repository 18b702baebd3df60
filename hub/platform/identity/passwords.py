"""What a password must be: long, not common, not about us; no rules on characters (ASVS 6.2)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

LOCAL_WORDS = ("procurement", "eastmere", "wickmoor", "stanbridge", "password", "council", "contract", "supplier")


class NotLocalWords:
    """Refuse passwords that are little more than words everybody here would guess."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when less than six characters are left beside our own words and digits."""
        rest = password.lower()
        for word in LOCAL_WORDS:
            rest = rest.replace(word, "")
        rest = "".join(letter for letter in rest if letter.isalpha())
        if len(rest) < 6 and any(word in password.lower() for word in LOCAL_WORDS):
            raise ValidationError(
                "Choose a password that is not made of words everybody here knows.", code="local_words"
            )

    def get_help_text(self) -> str:
        """Give the hint."""
        return "Do not build it from words that everybody here knows."
