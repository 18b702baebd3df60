"""Addresses of the supplier site."""

from typing import Any

from django.urls import include, path

from hub.platform.identity.urls import supplier_urls as identity
from hub.platform.ui.accent import accent_urls
from hub.platform.ui.stay import stay
from hub.sites.supplier.alerts import AlertsView
from hub.sites.supplier.bids.urls import bid_urls
from hub.sites.supplier.engagement import EngagementView, OpportunitiesView, ReplyView
from hub.sites.supplier.home import HomeView
from hub.sites.supplier.law import LawDeskView, LawQuestionView
from hub.sites.supplier.organisation.urls import organisation_urls, register_urls
from hub.sites.supplier.quotes.urls import quote_urls
from hub.sites.supplier.uploads import EvidenceView, FileReceiptView, MailboxView, UploadsView, UploadView
from hub.sites.supplier.views import notices

handler400 = "hub.platform.ui.errors.bad_request"
handler403 = "hub.platform.ui.errors.forbidden"
handler404 = "hub.platform.ui.errors.not_found"
handler500 = "hub.platform.ui.errors.server_error"

urlpatterns: list[Any] = [
    *notices,
    *identity,
    *accent_urls(),
    path("", HomeView.as_view(), name="home"),
    path("alerts/", AlertsView.as_view(), name="alerts"),
    path("opportunities/", OpportunitiesView.as_view(), name="opportunities"),
    path("engagement/<str:reference>/", EngagementView.as_view(), name="engagement"),
    path("engagement/<str:reference>/answer/<int:party>/", ReplyView.as_view(), name="engagement-answer"),
    path("quotes/", include(quote_urls)),
    path("bids/", include(bid_urls)),
    path("register/", include(register_urls)),
    path("organisation/", include(organisation_urls)),
    path("law/", LawDeskView.as_view(), name="law"),
    path("law/<slug:rule>/", LawQuestionView.as_view(), name="law-question"),
    path("bids/<str:reference>/uploads/", UploadsView.as_view(), name="bid-uploads"),
    path("bids/<str:reference>/uploads/<str:name>/", UploadView.as_view(), name="bid-upload"),
    path("bids/<str:reference>/files/<str:name>/receipt.json", FileReceiptView.as_view(), name="bid-file-receipt"),
    path("bids/<str:reference>/evidence.zip", EvidenceView.as_view(), name="bid-evidence"),
    path("bids/<str:reference>/mailbox/<slug:envelope>/", MailboxView.as_view(), name="bid-mailbox"),
    path("stay/", stay, name="stay"),
    path("", include("hub.demo.urls")),
    path("documents/", include("hub.platform.documents.urls_download")),
    path("drafts/", include("hub.platform.drafts.urls")),
]
