"""Authorities and sharing."""
