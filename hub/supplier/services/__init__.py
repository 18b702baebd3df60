"""One function for each act on suppliers."""

from hub.supplier.services.entering import add, correct, identify, link_party, named_or_new, unidentify, unname
from hub.supplier.services.finding import find_or_create
from hub.supplier.services.likeness import look_for_near_names
from hub.supplier.services.merging import compare, keep_apart, merge, unmerge

__all__ = [
    "add", "compare", "correct", "find_or_create", "identify", "keep_apart", "link_party", "look_for_near_names",
    "merge", "named_or_new", "unidentify", "unmerge", "unname",
]  # fmt: skip
