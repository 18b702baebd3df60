"""Register the staff site with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hub.sites.staff"
    label = "staff_site"

    def ready(self) -> None:
        """Put the home page into the menu, and what people can begin on the page "New"."""
        from hub.contract.acts import REGISTRARS
        from hub.platform.identity.roles import EDITORS, EVERYONE
        from hub.platform.ui import navigation
        from hub.platform.ui.starts import offer_start
        from hub.sites.staff import audit_panel, box

        box.declare()
        audit_panel.register()
        navigation.claim("staff", "work", usable=lambda actor: actor.has_any(EVERYONE))
        offer_start(
            "Contract already signed",
            hint="Enter one contract, with its supplier, value and dates.",
            href="/contracts/new/",
            roles=REGISTRARS,
            order=10,
        )
        offer_start(
            "Load a list of contracts",
            hint="A spreadsheet, or notices from Contracts Finder or Find a Tender.",
            href="/contracts/import/",
            roles=EDITORS,
            order=20,
        )
        offer_start(
            "Supplier",
            hint="Enter a supplier that has no contract here yet.",
            href="/suppliers/new/",
            roles=EDITORS,
            order=30,
        )
