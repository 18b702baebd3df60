"""Quotes that a supplier is asked for: read them, ask, say whether one will answer, and take an invitation up."""
