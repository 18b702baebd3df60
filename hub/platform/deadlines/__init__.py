"""Deadlines and alerts."""
