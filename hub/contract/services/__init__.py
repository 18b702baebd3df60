"""One function for each act on contracts."""

from hub.contract.services.changing import change
from hub.contract.services.derived import Part
from hub.contract.services.entering import add, correct, correct_terms, sign, start
from hub.contract.services.form_filling import NamedPart, enter, name_suppliers_by_name
from hub.contract.services.keeping import confirm, restore, set_tier, transfer, withdraw
from hub.contract.services.naming import correct_reference
from hub.contract.services.parts import (
    LotTerms,
    OptionTerms,
    PartnerTerms,
    add_option,
    name_suppliers,
    set_lots,
    set_options,
    set_partners,
)
from hub.contract.services.planning import plan_next, plan_next_several, sort_for_planning
from hub.contract.services.running import CannotEnd, decline_extension, end, expire, extend, put_back, resume, suspend

__all__ = [
    "CannotEnd", "LotTerms", "NamedPart", "OptionTerms", "Part", "PartnerTerms", "add", "add_option", "change",
    "confirm", "correct", "correct_reference", "correct_terms", "decline_extension", "end", "enter", "expire", "extend",
    "name_suppliers", "name_suppliers_by_name", "plan_next", "plan_next_several", "put_back", "restore", "resume",
    "set_lots", "set_options", "set_partners", "set_tier", "sign", "sort_for_planning", "start", "suspend", "transfer",
    "withdraw",
]  # fmt: skip
