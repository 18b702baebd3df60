"""Addresses of the public site."""

from typing import Any

from django.urls import include, path

from hub.bids.downloads import SEAL, VERIFY
from hub.platform.registers.views import register_urls
from hub.platform.ui.accent import accent_urls
from hub.sites.public import data, decisions, feeds, follow, law, opportunities, plans, tools, trust, views, waivers

handler400 = "hub.platform.ui.errors.bad_request"
handler403 = "hub.platform.ui.errors.forbidden"
handler404 = "hub.platform.ui.errors.not_found"
handler500 = "hub.platform.ui.errors.server_error"

urlpatterns: list[Any] = [
    *views.notices,
    *accent_urls(),
    path("", views.SearchView.as_view(), name="home"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("contracts/feed.atom", feeds.ContractsFeed.as_view(), name="contracts-feed"),
    *register_urls(views.ContractsView, prefix="contracts/"),
    path("contracts/<str:slug>/", views.ContractView.as_view(), name="contract"),
    path("contracts/<str:slug>/ocds.json", data.ReleaseView.as_view(), name="release"),
    *register_urls(views.SuppliersView, prefix="suppliers/"),
    path("suppliers/<int:number>/feed.atom", feeds.SupplierFeed.as_view(), name="supplier-feed"),
    *register_urls(views.SupplierView, prefix="suppliers/<int:number>/"),
    *register_urls(plans.PlansView, prefix="plans/"),
    path("plans/dates.ics", plans.PlanDates.as_view(), name="plan-dates"),
    path("plans/<str:slug>/", plans.PlanView.as_view(), name="plan"),
    *register_urls(opportunities.OpportunitiesView, prefix="opportunities/"),
    path("opportunities/<str:slug>/", opportunities.OpportunityView.as_view(), name="opportunity"),
    *register_urls(decisions.DecisionsView, prefix="decisions/"),
    path("decisions/<str:slug>/", decisions.DecisionView.as_view(), name="decision"),
    *register_urls(waivers.WaiversView, prefix="waivers/"),
    path("waivers/<str:slug>/", waivers.WaiverView.as_view(), name="waiver"),
    path("follow/", follow.FollowView.as_view(), name="follow"),
    path("follow/code/", follow.ConfirmView.as_view(), name="follow-code"),
    path("follow/stop/<str:token>/", follow.StopView.as_view(), name="follow-stop"),
    path("data/", data.DataView.as_view(), name="data"),
    path("data/ocds/contracts.json", data.OcdsView.as_view(), name="ocds"),
    path("data/withdrawn.json", data.WithdrawnView.as_view(), name="withdrawn"),
    path("data/<slug:key>/", data.DatasetView.as_view(), name="dataset"),
    path("data/<slug:key>/now.json", data.NowView.as_view(), name="dataset-now"),
    path("data/<slug:key>/<int:number>.csv", data.RunView.as_view(), name="run"),
    path("verify/", trust.VerifyView.as_view(), name="verify"),
    path("verify/checkpoints.json", trust.CheckpointsView.as_view(), name="checkpoints"),
    path("verify/scripts.json", tools.ScriptsView.as_view(), name="scripts"),
    path("verify/hub-seal.html", tools.ToolView.as_view(file=SEAL), name="hub-seal"),
    path("verify/hub-verify.html", tools.ToolView.as_view(file=VERIFY), name="hub-verify"),
    path(".well-known/procurement-hub-key", trust.KeyView.as_view(), name="key"),
    path("law/", law.LawDeskView.as_view(), name="law"),
    path("law/<slug:rule>/", law.LawQuestionView.as_view(), name="law-question"),
    path("status/", trust.StatusView.as_view(), name="status"),
    path("documents/", include("hub.platform.documents.urls_download")),
]
