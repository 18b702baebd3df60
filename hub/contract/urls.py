"""Addresses of the contract pages."""

from django.urls import path

from hub.contract import acts, views
from hub.contract.importing.loader import LOADER
from hub.platform.act_table import Act
from hub.platform.registers.importing.views import import_urls
from hub.platform.registers.views import register_urls

app_name = "contract"

ACTS: list[tuple[Act, type[views.ContractAct]]] = [
    (acts.SIGN, views.SignView),
    (acts.START, views.StartView),
    (acts.CORRECT, views.CorrectView),
    (acts.CORRECT_REFERENCE, views.CorrectReferenceView),
    (acts.CORRECT_TERMS, views.CorrectTermsView),
    (acts.NAME_SUPPLIERS, views.SuppliersView),
    (acts.SET_OPTIONS, views.OptionsView),
    (acts.SET_LOTS, views.LotsView),
    (acts.SET_PARTNERS, views.PartnersView),
    (acts.EXTEND, views.ExtendView),
    (acts.CHANGE, views.ChangeView),
    (acts.DECLINE_EXTENSION, views.DeclineExtensionView),
    (acts.SUSPEND, views.SuspendView),
    (acts.RESUME, views.ResumeView),
    (acts.END, views.EndView),
    (acts.PUT_BACK, views.PutBackView),
    (acts.TRANSFER, views.TransferView),
    (acts.CONFIRM, views.ConfirmView),
    (acts.PLAN_NEXT, views.PlanNextView),
    (acts.SET_TIER, views.SetTierView),
    (acts.WITHDRAW, views.WithdrawView),
    (acts.RESTORE, views.RestoreView),
]

urlpatterns = [
    *register_urls(views.ContractRegisterView, prefix="contracts/"),
    *import_urls(LOADER, prefix="contracts/import/"),
    *register_urls(views.UnplannedView, prefix="contracts/unplanned/"),
    path("contracts/unplanned/together/plan/", views.PlanTogetherView.as_view(), name="plan-together"),
    path("contracts/new/", views.AddView.as_view(), name="new"),
    path("contracts/<str:reference>/", views.SummaryView.as_view(), name="record"),
    path("contracts/<str:reference>/terms/", views.TermsView.as_view(), name="terms"),
    path("contracts/<str:reference>/letting/", views.LettingView.as_view(), name="letting"),
    path("contracts/<str:reference>/linked/", views.LinkedView.as_view(), name="linked"),
    path("contracts/<str:reference>/actions/", views.ActionsView.as_view(), name="actions"),
    path("contracts/<str:reference>/documents/", views.DocumentsView.as_view(), name="documents"),
    path("contracts/<str:reference>/people/", views.PeopleView.as_view(), name="people"),
    path("contracts/<str:reference>/timeline/", views.TimelineView.as_view(), name="timeline"),
    *(path(f"contracts/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
    path("contracts/<str:reference>/correct/<slug:group>/", views.CorrectView.as_view(), name="correct-group"),
]
