"""Which acts are open in which states of a case."""

from __future__ import annotations

from hub.platform.act_guards import open_in
from hub.procurement import acts

open_in(acts.OPEN_IN, what="procurement")
