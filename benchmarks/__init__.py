"""Measurements of what the Hub promises; run with `hub bench NAME`."""
