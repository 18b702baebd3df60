"""Rules of spend: plain Python."""

from hub.spend.rules.people import is_person, payee_kind

__all__ = ["is_person", "payee_kind"]
