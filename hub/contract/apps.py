"""Register the contract package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class ContractConfig(AppConfig):
    name = "hub.contract"
    label = "contract"
    verbose_name = "Contracts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of contracts."""
        from hub.contract import (  # noqa: F401
            approving,
            awarded,
            beside,
            deadlines,
            duties,
            handing_over,
            indicators,
            panels,
            papers,
            searching,
            services,
            supplying,
            touched,
        )

        # The worker loads lists too, and it opens no addresses.
        from hub.contract.importing import loader  # noqa: F401
