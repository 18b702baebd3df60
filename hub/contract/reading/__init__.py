"""Read contracts from files: one entry point for every format, one row shape, a sentence for everything refused."""

from hub.contract.reading.contained import ContainedReading, read_contained
from hub.contract.reading.reading import Counts, Reading, Result, read_file
from hub.contract.reading.row import ContractRow, SupplierRef
from hub.platform.tabular.results import Fault, Reject, Skipped, Unreadable

__all__ = [
    "ContainedReading",
    "ContractRow",
    "Counts",
    "Fault",
    "Reading",
    "Reject",
    "Result",
    "Skipped",
    "SupplierRef",
    "Unreadable",
    "read_contained",
    "read_file",
]
