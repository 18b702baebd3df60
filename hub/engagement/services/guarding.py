"""Which acts are open in which states of an engagement."""

from __future__ import annotations

from hub.engagement import acts
from hub.platform.act_guards import open_in

open_in(acts.OPEN_IN, what="market engagement")
