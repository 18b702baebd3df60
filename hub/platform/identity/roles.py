"""The roles people hold. Acts name their holders from this list; that is the whole permission system."""

from hub.law.terms import Term


class Role(Term):
    """A role at an authority or at a supplier organisation."""

    REQUESTER = "requester", "Requester"
    BUDGET_HOLDER = "budget_holder", "Budget holder"
    PROCUREMENT_OFFICER = "procurement_officer", "Procurement officer"
    PROCUREMENT_LEAD = "procurement_lead", "Procurement lead"
    GATE_KEEPER = "gate_keeper", "Gate keeper"
    CHAIR = "chair", "Chair of the gateway committee"
    MEMBER = "member", "Committee member"
    COUNCILLOR = "councillor", "Councillor"
    LEGAL = "legal", "Legal"
    FINANCE = "finance", "Finance"
    EVALUATOR = "evaluator", "Evaluator"
    MODERATOR = "moderator", "Moderator"
    BID_OPENER = "bid_opener", "Bid opener"
    CONTRACT_MANAGER = "contract_manager", "Contract manager"
    PUBLISHER = "publisher", "Publisher"
    AUDITOR = "auditor", "Auditor"
    AUTHORITY_ADMIN = "authority_admin", "Authority administrator"
    DATA_PROTECTION = "data_protection", "Data protection officer"
    SUPPLIER_OWNER = "supplier_owner", "Supplier: owner"
    SUPPLIER_EDITOR = "supplier_editor", "Supplier: editor"
    SUPPLIER_VIEWER = "supplier_viewer", "Supplier: viewer"
    # Given to nobody: whoever signed up and belongs to no organisation yet has it on the supplier site.
    NEWCOMER = "supplier_newcomer", "Supplier: in no organisation yet"
    SYSTEM = "system", "The system"


SUPPLIER_ROLES = frozenset({Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR, Role.SUPPLIER_VIEWER})
# Whoever has an account on the supplier site, in an organisation or not.
BIDDERS = SUPPLIER_ROLES | {Role.NEWCOMER}
STAFF_ROLES = frozenset(Role) - BIDDERS - {Role.SYSTEM}
# Outside evaluators see their scoring and nothing else of the authority's work (experience.md §1.1).
OFFICERS = STAFF_ROLES - {Role.EVALUATOR}
EDITORS = frozenset({Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_LEAD})
EVERYONE = STAFF_ROLES | BIDDERS
# What a record may name: a newcomer is who holds no role, so that one is never granted or decided by.
GRANTED = [(value, label) for value, label in Role.choices() if value != Role.NEWCOMER]
