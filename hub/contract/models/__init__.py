"""The records of the package."""

from hub.contract.models.contract import Contract
from hub.contract.models.happenings import (
    Change,
    Confirmation,
    Extension,
    ExtensionOption,
    ReferenceChange,
    Suspension,
    Termination,
    Transfer,
    Withdrawal,
)
from hub.contract.models.parties import ContractSupplier, Lot, PartnerShare

__all__ = [
    "Change",
    "Confirmation",
    "Contract",
    "ContractSupplier",
    "Extension",
    "ExtensionOption",
    "Lot",
    "PartnerShare",
    "ReferenceChange",
    "Suspension",
    "Termination",
    "Transfer",
    "Withdrawal",
]
