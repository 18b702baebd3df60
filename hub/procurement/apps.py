"""Register the procurement package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "hub.procurement"
    label = "procurement"
    verbose_name = "Procurements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of procurements."""
        from hub.pipeline.starting import begins_at, counts_back
        from hub.platform.identity.roles import EDITORS, OFFICERS
        from hub.platform.ui.navigation import claim
        from hub.platform.ui.starts import offer_start
        from hub.procurement import (  # noqa: F401
            deadlines,
            gates,
            handing_over,
            indicators,
            panels,
            papers,
            searching,
            selectors,
            services,
        )
        from hub.procurement.appraisal import deadlines as due_outcomes  # noqa: F401
        from hub.procurement.appraisal import handing_over as appraisals_led  # noqa: F401
        from hub.procurement.appraisal import indicators as appraisals_measured  # noqa: F401
        from hub.procurement.appraisal import panels as appraisals_shown  # noqa: F401
        from hub.procurement.appraisal import searching as appraisals_found  # noqa: F401

        counts_back(selectors.safe_start)
        begins_at(lambda entry: f"/procurements/from/{entry.reference}/")
        claim("staff", "procure", usable=lambda actor: actor.has_any(OFFICERS))
        offer_start(
            "A procurement",
            hint="Open a case file for something that is not on the pipeline.",
            href="/procurements/new/",
            roles=EDITORS,
            order=30,
        )
