"""Addresses of the case file."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.procurement import acts, views
from hub.procurement.appraisal import acts as appraisal_acts
from hub.procurement.appraisal import views as appraisal_views

app_name = "procurement"

ACTS = (
    (acts.REVISE, views.ReviseView),
    (acts.ESTIMATE, views.EstimateView),
    (acts.FIX_RULES, views.FixRulesView),
    (acts.AGGREGATE, views.AggregateView),
    (acts.SET_LOTS, views.LotsView),
    (acts.ADVISE, views.AdviseView),
    (acts.CHOOSE_PROCEDURE, views.ChooseProcedureView),
    (acts.PLAN, views.PlanView),
    (acts.NAME_TEAM, views.TeamView),
    (acts.DECLARE, views.DeclareView),
    (acts.DECIDE_INTEREST, views.DecideInterestView),
    (acts.ASSESS_CONFLICTS, views.AssessConflictsView),
    (acts.SET_OBJECTIVES, views.ObjectivesView),
    (acts.DECIDE_SOCIAL_VALUE, views.SocialValueView),
    (acts.CONSIDER_SMES, views.SmesView),
    (acts.INVITE_IDEAS, views.IdeasView),
    (acts.SET_PARTNERS, views.PartnersView),
    (acts.TRANSFER, views.TransferView),
    (acts.APPROVE, views.ApproveView),
    (acts.COMPETE, views.CompeteView),
    (acts.AWARD, views.AwardView),
    (acts.CLOSE, views.CloseView),
    (acts.ABANDON, views.AbandonView),
    (appraisal_acts.APPRAISE, appraisal_views.BeginView),
)

urlpatterns = [
    *register_urls(views.ProcurementRegisterView, prefix="procurements/"),
    path("procurements/new/", views.BeginView.as_view(), name="new"),
    path("procurements/from/<str:reference>/", views.BeginFromView.as_view(), name="begin-from"),
    path("procurements/<str:reference>/", views.SummaryView.as_view(), name="record"),
    path("procurements/<str:reference>/value/", views.ValueView.as_view(), name="value"),
    path("procurements/<str:reference>/route/", views.RouteView.as_view(), name="route"),
    path("procurements/<str:reference>/timetable/", views.TimetableView.as_view(), name="timetable"),
    path("procurements/<str:reference>/timetable.ics", views.TimetableIcs.as_view(), name="timetable-ics"),
    path("procurements/<str:reference>/timetable.pdf", views.TimetablePdf.as_view(), name="timetable-pdf"),
    path("procurements/<str:reference>/timetable/<int:number>/", views.PlanVersionView.as_view(), name="plan-version"),
    path("procurements/<str:reference>/aims/", views.AimsView.as_view(), name="aims"),
    path("procurements/<str:reference>/people/", views.PeopleView.as_view(), name="people"),
    path("procurements/<str:reference>/actions/", views.ActionsView.as_view(), name="actions"),
    path("procurements/<str:reference>/documents/", views.DocumentsView.as_view(), name="documents"),
    path("procurements/<str:reference>/linked/", views.LinkedView.as_view(), name="linked"),
    path("procurements/<str:reference>/timeline/", views.TimelineView.as_view(), name="timeline"),
    *(path(f"procurements/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
    path("procurements/<str:reference>/revise/<slug:group>/", views.ReviseView.as_view(), name="revise-group"),
]
