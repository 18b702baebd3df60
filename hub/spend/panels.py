"""What this package shows on other pages: what was paid under a contract, and to a supplier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.contract.models import Contract
from hub.platform.actors import Actor
from hub.platform.ui.panels import panel
from hub.spend.rules.values import against_value
from hub.spend.selectors import contracts, payees
from hub.spend.selectors.periods import name_of
from hub.supplier.models import Supplier

MOST = 20


def paid_under(contract: Contract, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give what was paid under a contract beside its value; nothing before a ledger names it."""
    paid = contracts.paid_under(contract) if contracts.may_read(contract, actor) else None
    if paid is None:
        return None
    against = against_value(paid.sums, contract.value_ex_vat, contract.value_inc_vat)
    return {
        "paid": paid, "contract": contract, "against": against, "last": name_of(paid.last_month),
        "share": None if against.share is None else against.share * 100,
        "vat": vat_of(paid.sums.ex_lines, paid.lines),
    }  # fmt: skip


def vat_of(ex_lines: int, lines: int) -> str:
    """Say how a sum of lines stands to VAT."""
    if not lines or ex_lines == lines:
        return "without VAT"
    return "some of it as paid, with VAT" if ex_lines else "as paid, with VAT"


def paid_to(supplier: Supplier, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the payees that are matched to a supplier."""
    rows = list(payees.of_supplier(supplier, actor)[:MOST])
    if not rows:
        return None
    is_home = any(payee.authority_id == actor.home_id for payee in rows)
    return {"rows": rows, "href": f"/spend/suppliers/{supplier.pk}/" if is_home else ""}


panel(Contract.kind(), "spend", title="Spend", order=5, template="spend/_contract_panel.html", context=paid_under)
panel(Supplier.kind(), "spend", title="Spend", order=20, template="spend/_supplier_panel.html", context=paid_to)
