"""Published contracts in the Open Contracting Data Standard, version 1.1.5."""

from hub.publishing.ocds.building import package_head, release

__all__ = ["package_head", "release"]
