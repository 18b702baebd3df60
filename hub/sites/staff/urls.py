"""Addresses of the staff site."""

from typing import Any

from django.urls import include, path

from hub.platform.identity.urls import staff_urls as identity
from hub.platform.ui.accent import accent_urls
from hub.platform.ui.kit import kit
from hub.platform.ui.stay import stay
from hub.sites.staff.home import HomeView, NewView
from hub.sites.staff.views import notices

handler400 = "hub.platform.ui.errors.bad_request"
handler403 = "hub.platform.ui.errors.forbidden"
handler404 = "hub.platform.ui.errors.not_found"
handler500 = "hub.platform.ui.errors.server_error"

urlpatterns: list[Any] = [
    *notices,
    *identity,
    *accent_urls(),
    path("stay/", stay, name="stay"),
    path("kit/", kit, name="kit"),
    path("", HomeView.as_view(), name="home"),
    path("new/", NewView.as_view(), name="new"),
    path("", include("hub.demo.urls")),
    path("", include("hub.platform.events.urls")),
    path("", include("hub.platform.reference.urls")),
    path("", include("hub.platform.deadlines.urls")),
    path("", include("hub.platform.jobs.urls")),
    path("", include("hub.platform.approvals.urls")),
    path("documents/", include("hub.platform.documents.urls")),
    path("drafts/", include("hub.platform.drafts.urls")),
    path("", include("hub.platform.search.urls")),
    path("", include("hub.lawdesk.urls")),
    path("", include("hub.duty.urls")),
    path("", include("hub.governance.urls")),
    path("", include("hub.supplier.urls")),
    path("", include("hub.strategy.urls")),
    path("", include("hub.pipeline.urls")),
    path("", include("hub.procurement.urls")),
    path("", include("hub.pipeline.urls_needs")),
    path("", include("hub.gateway.urls")),
    path("", include("hub.procurement.appraisal.urls")),
    path("", include("hub.engagement.urls")),
    path("", include("hub.tender.urls")),
    path("", include("hub.contract.urls")),
    path("", include("hub.spend.urls")),
    path("", include("hub.risk.urls")),
    path("", include("hub.publishing.urls")),
    path("", include("hub.maturity.urls")),
    path("", include("hub.bids.urls")),
    path("", include("hub.evaluation.urls")),
    path("", include("hub.award.urls")),
]
