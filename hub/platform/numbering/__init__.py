"""Numbering."""
