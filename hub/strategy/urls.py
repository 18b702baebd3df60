"""Addresses of the strategy pages."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.strategy import acts, views

app_name = "strategy"

VERSION_ACTS = (
    (acts.REWORD, views.RewordView),
    (acts.RETARGET, views.RetargetView),
    (acts.SET_DELIVERABLES, views.SetDeliverablesView),
    (acts.ADD_CLAUSE, views.AddClauseView),
    (acts.LEAVE_OUT_CLAUSE, views.LeaveOutClauseView),
    (acts.PUT_BACK_CLAUSE, views.PutBackClauseView),
    (acts.ADD_ROW, views.AddRowView),
    (acts.REWORD_ROW, views.RewordRowView),
    (acts.LEAVE_OUT_ROW, views.LeaveOutRowView),
    (acts.PUT_BACK_ROW, views.PutBackRowView),
    (acts.LINK_CLAUSE, views.LinkClauseView),
    (acts.UNLINK_CLAUSE, views.UnlinkClauseView),
    (acts.ADOPT, views.AdoptView),
    (acts.WITHDRAW, views.WithdrawView),
)
ACTION_ACTS = (
    (acts.ASSIGN, views.AssignView),
    (acts.REPORT, views.ReportView),
    (acts.FINISH, views.FinishView),
    (acts.DROP, views.DropView),
    (acts.REOPEN, views.ReopenView),
    (acts.CORRECT_ACTION, views.CorrectActionView),
)
DEPENDENCY_ACTS = (
    (acts.ASSESS, views.AssessView),
    (acts.CORRECT_DEPENDENCY, views.CorrectDependencyView),
)
RECOMMENDATION_ACTS = (
    (acts.LINK, views.LinkView),
    (acts.CLOSE, views.CloseView),
    (acts.REOPEN_RECOMMENDATION, views.ReopenClosedView),
    (acts.CORRECT_RECOMMENDATION, views.CorrectRecommendationView),
)
BY_PREFIX = (
    ("strategy/versions/", VERSION_ACTS),
    ("strategy/actions/", ACTION_ACTS),
    ("strategy/dependencies/", DEPENDENCY_ACTS),
    ("strategy/recommendations/", RECOMMENDATION_ACTS),
)

urlpatterns = [
    path("strategy/", views.ReaderView.as_view(), name="reader"),
    path("strategy/begin/", views.BeginView.as_view(), name="begin"),
    path("strategy/plan/", views.PlanView.as_view(), name="plan"),
    path("strategy/plan/<str:code>/", views.RowView.as_view(), name="row"),
    path("strategy/versions/", views.VersionsView.as_view(), name="versions"),
    path("strategy/versions/propose/", views.ProposeView.as_view(), name="propose"),
    path("strategy/versions/<str:reference>/", views.VersionView.as_view(), name="version"),
    path("strategy/versions/<str:reference>/compare/", views.CompareView.as_view(), name="compare"),
    *register_urls(views.ActionRegisterView, prefix="strategy/actions/"),
    path("strategy/actions/new/", views.AddActionView.as_view(), name="new-action"),
    path("strategy/actions/<str:reference>/", views.ActionView.as_view(), name="action"),
    *register_urls(views.DependencyRegisterView, prefix="strategy/dependencies/"),
    path("strategy/dependencies/new/", views.AddDependencyView.as_view(), name="new-dependency"),
    path("strategy/dependencies/<str:reference>/", views.DependencyView.as_view(), name="dependency"),
    *register_urls(views.RecommendationRegisterView, prefix="strategy/recommendations/"),
    path("strategy/recommendations/new/", views.AddRecommendationView.as_view(), name="new-recommendation"),
    path("strategy/recommendations/<str:reference>/", views.RecommendationView.as_view(), name="recommendation"),
    *(
        path(f"{prefix}<str:reference>/{act.slug}/", view.as_view(), name=act.slug)
        for prefix, pairs in BY_PREFIX
        for act, view in pairs
    ),
]
