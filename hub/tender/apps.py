"""Register quotes and tenders with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class TenderConfig(AppConfig):
    name = "hub.tender"
    label = "tender"
    verbose_name = "Quotes and tenders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of quotes and tenders."""
        from hub.platform.jobs.services import schedule
        from hub.platform.ui.starts import offer_start
        from hub.tender import (  # noqa: F401
            acts,
            deadlines,
            handing_over,
            indicators,
            panels,
            papers,
            searching,
        )

        schedule("tender.send_left", "hub.tender.services.writing.send_left", every=timedelta(minutes=5))
        offer_start(
            "Quick quote",
            hint="Ask three suppliers or so for a price, in four short pages.",
            href="/quotes/new/",
            roles=acts.PREPARE.held_by,
            order=20,
        )
