"""What the public can find by words. Officers find the records behind it."""

from typing import Any, cast

from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import plural
from hub.publishing import selectors
from hub.publishing.models import PublishedContract, PublishedPlan, PublishedSupplier


def names(contract: PublishedContract) -> list[str]:
    """Give every name under which a contract's suppliers may be looked for."""
    found = [contract.supplier_names]
    for part in contract.parts.all():
        found += [part.supplier.name, *(name for name, _ in part.supplier.other_names)]
    return list(dict.fromkeys(found))


def called(contract: PublishedContract) -> tuple[str, ...]:
    """Give what a contract is called: by its address, its process and its present reference."""
    return contract.slug, contract.ocid, contract.reference


searchable(
    Searchable(
        model=cast(Any, PublishedContract),
        label="Published contracts",
        title=lambda contract: contract.title,
        references=lambda contract: list(
            filter(None, dict.fromkeys((contract.slug, contract.ocid, contract.reference)))
        ),
        names=names,
        text=lambda contract: " ".join((contract.description, contract.department, contract.category)),
        line=lambda contract: f"{contract.get_state_display()}, {contract.supplier_names}",
        url=lambda contract: contract.get_absolute_url(),
        load=selectors.to_index,
        is_public=lambda contract: True,
        only_public=True,
        register="/contracts/",
    )
)
searchable(
    Searchable(
        model=cast(Any, PublishedSupplier),
        label="Published suppliers",
        title=lambda supplier: supplier.name,
        references=lambda supplier: [value for _, value in supplier.identifiers],
        names=lambda supplier: [name for name, _ in supplier.other_names],
        line=lambda supplier: plural(supplier.contracts_count, "contract"),
        url=lambda supplier: supplier.get_absolute_url(),
        authority=lambda supplier: None,
        load=selectors.suppliers_to_index,
        is_public=lambda supplier: True,
        only_public=True,
        register="/suppliers/",
    )
)
searchable(
    Searchable(
        model=cast(Any, PublishedPlan),
        label="Published plans",
        title=lambda plan: plan.title,
        references=lambda plan: [plan.slug],
        text=lambda plan: " ".join((plan.description, plan.department, plan.category)),
        line=lambda plan: plan.get_state_display(),
        url=lambda plan: plan.get_absolute_url(),
        load=selectors.plans_to_index,
        is_public=lambda plan: True,
        only_public=True,
        register="/plans/",
    )
)
