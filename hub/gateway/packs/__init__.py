"""Packs of gates: written from the record, in the words of a report to those who decide."""

from hub.gateway.packs.report import Ask, write

__all__ = ["Ask", "write"]
