"""Rules of spend: plain Python."""

from hub.spend.rules.people import is_person, is_surely_a_person, payee_key, payee_kind

__all__ = ["is_person", "is_surely_a_person", "payee_key", "payee_kind"]
