"""Addresses of the spend pages."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.spend import acts, views

app_name = "spend"

PAYEE_ACTS = (
    (acts.MATCH, views.MatchView),
    (acts.UNMATCH, views.UnmatchView),
    (acts.MARK_PERSON, views.PersonView),
    (acts.SETTLE, views.SettleView),
)

LOAD_ACTS = (
    (acts.UNDO, views.UndoView),
    (acts.CORRECT, views.CorrectView),
    (acts.KEEP_BOTH, views.KeepBothView),
)

urlpatterns = [
    path("spend/", views.OverviewView.as_view(), name="overview"),
    path("spend/figures.csv", views.FiguresView.as_view(), name="figures"),
    path("spend/by/<slug:column>/", views.ByView.as_view(), name="by"),
    path("spend/suppliers/<int:reference>/", views.SupplierView.as_view(), name="supplier"),
    path("spend/lines/", views.LinesView.as_view(), name="lines"),
    path("spend/lines.csv", views.ExportView.as_view(), name="lines-file"),
    path("spend/lines/<int:load>/<int:row>/", views.LineView.as_view(), name="line"),
    path(f"spend/lines/<int:load>/<int:row>/{acts.ASSIGN.slug}/", views.AssignView.as_view(), name="assign-line"),
    path(f"spend/lines/<int:load>/<int:row>/{acts.RELEASE.slug}/", views.ReleaseView.as_view(), name="release-line"),
    *register_urls(views.UnmatchedRegisterView, prefix="spend/unmatched/"),
    path("spend/unmatched/first/", views.FirstView.as_view(), name="first"),
    path("spend/unmatched/<int:reference>/", views.QueueView.as_view(), name="queue"),
    *register_urls(views.DoubtfulRegisterView, prefix="spend/doubtful/"),
    path("spend/doubtful/together/people/", views.TheseArePeople.as_view(), name="these-are-people"),
    path(
        "spend/doubtful/together/organisations/", views.TheseAreOrganisations.as_view(), name="these-are-organisations"
    ),
    *register_urls(views.NoContractRegisterView, prefix="spend/no-contract/"),
    *register_urls(views.PayeeRegisterView, prefix="spend/payees/"),
    path("spend/payees/<int:reference>/", views.PayeeView.as_view(), name="payee"),
    *(path(f"spend/payees/<int:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in PAYEE_ACTS),
    *register_urls(views.LoadRegisterView, prefix="spend/loads/"),
    path("spend/loads/new/", views.LoadFilesView.as_view(), name="load-files"),
    path("spend/loads/check/<int:reference>/", views.CheckView.as_view(), name="check"),
    path("spend/loads/<int:reference>/", views.LoadView.as_view(), name="load"),
    path("spend/loads/<int:reference>/rows-to-mend.csv", views.RowsToMendView.as_view(), name="rows-to-mend"),
    *(path(f"spend/loads/<int:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in LOAD_ACTS),
]
