"""Proofs that are too long for every test run; run with `./dev prove NAME`."""
