"""Fixtures of this package's tests."""

from hub.procurement.tests.conftest import no_gate_holds

__all__ = ["no_gate_holds"]
