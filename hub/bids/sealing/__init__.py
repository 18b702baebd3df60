"""The sealing scheme, suite 1 (security.md §4): plain Python that knows no database, no settings and no clock.

Not yet reviewed by an independent cryptographer.
"""

from hub.bids.sealing.box import Box

__all__ = ["Box"]
