"""Addresses of governance; each sort of record has a namespace of its own."""

from django.urls import include, path

from hub.governance import acts
from hub.governance.views import agenda, bodies, councillors, decisions, meetings
from hub.platform.registers.views import register_urls

BODY_ACTS = (
    (acts.REVISE_BODY, bodies.ReviseBodyView),
    (acts.SEAT, bodies.SeatView),
    (acts.UNSEAT, bodies.UnseatView),
    (acts.DISSOLVE, bodies.DissolveView),
)
MEETING_ACTS = (
    (acts.MOVE, meetings.MoveView),
    (acts.CONVENE, meetings.ConveneView),
    (acts.RECONVENE, meetings.ReconveneView),
    (acts.CANCEL, meetings.CancelView),
    (acts.OPEN, meetings.OpenView),
    (acts.ATTEND, meetings.AttendView),
    (acts.CLOSE, meetings.CloseView),
    (acts.SIGN, meetings.SignView),
)
ITEM_ACTS = (
    (acts.REVISE_ITEM, agenda.ReviseItemView),
    (acts.TAKE_OFF, agenda.TakeOffView),
    (acts.GIVE_NOTICE, agenda.GiveNoticeView),
    (acts.RAISE, agenda.RaiseView),
    (acts.DECLARE, agenda.DeclareView),
    (acts.MINUTE_INTEREST, agenda.MinuteInterestView),
    (acts.DECIDE_ITEM, agenda.DecideView),
    (acts.NOTE_ITEM, agenda.NoteView),
)
DECISION_ACTS = (
    (acts.PUBLISH, decisions.PublishView),
    (acts.UNPUBLISH, decisions.UnpublishView),
    (acts.CALL_IN, decisions.CallInView),
    (acts.RELEASE, decisions.ReleaseView),
)

ENGAGEMENT_ACTS = (
    (acts.RESCORE, councillors.RescoreView),
    (acts.BRIEF, councillors.BriefView),
    (acts.GIVE_VIEW, councillors.GiveViewView),
    (acts.ANSWER, councillors.AnswerView),
    (acts.AWARD, councillors.AwardView),
    (acts.RATE, councillors.RateView),
    (acts.ASSIGN, councillors.AssignView),
    (acts.END, councillors.EndView),
)

body = [
    *register_urls(bodies.BodyRegisterView, prefix="bodies/"),
    path("bodies/new/", bodies.SetUpView.as_view(), name="new"),
    path("bodies/<str:reference>/", bodies.BodyView.as_view(), name="record"),
    *(path(f"bodies/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in BODY_ACTS),
]
meeting = [
    *register_urls(meetings.MeetingRegisterView, prefix="meetings/"),
    path("meetings/new/", meetings.PlanView.as_view(), name="new"),
    path("meetings/next/", meetings.NextView.as_view(), name="next"),
    path("meetings/calendar/", meetings.CalendarView.as_view(), name="calendar"),
    path("meetings/calendar.ics", meetings.CalendarFile.as_view(), name="calendar-file"),
    path("meetings/<str:reference>/", meetings.MeetingView.as_view(), name="record"),
    path("meetings/<str:reference>/agenda/", meetings.AgendaView.as_view(), name="agenda"),
    path("meetings/<str:reference>/agenda.<slug:form>", meetings.PaperFile.as_view(), name="agenda-file"),
    path("meetings/<str:reference>/minutes/", meetings.MinutesView.as_view(), name="minutes"),
    path("meetings/<str:reference>/minutes.<slug:form>", meetings.MinutesFile.as_view(), name="minutes-file"),
    path("meetings/<str:reference>/put/", meetings.PutView.as_view(), name="put"),
    *(path(f"meetings/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in MEETING_ACTS),
]
item = [
    path("agenda/<str:reference>/", agenda.ItemView.as_view(), name="record"),
    *(path(f"agenda/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ITEM_ACTS),
]
decision = [
    *register_urls(decisions.DecisionRegisterView, prefix="decisions/"),
    path("decisions/new/", decisions.RecordOfficerView.as_view(), name="new"),
    path("decisions/<str:reference>/", decisions.DecisionView.as_view(), name="record"),
    *(path(f"decisions/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in DECISION_ACTS),
]

engagement = [
    *register_urls(councillors.EngagementRegisterView, prefix="councillors/"),
    path("councillors/new/", councillors.ScoreView.as_view(), name="new"),
    path("councillors/<str:reference>/", councillors.EngagementView.as_view(), name="record"),
    *(path(f"councillors/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ENGAGEMENT_ACTS),
]

urlpatterns = [
    path("", include((engagement, "councillors"))),
    path("members/", councillors.MembersView.as_view(), name="members"),
    path("", include((body, "bodies"))),
    path("", include((meeting, "meetings"))),
    path("", include((item, "agenda"))),
    path("", include((decision, "decisions"))),
    path("who-decides/", decisions.WhoDecidesView.as_view(), name="who-decides"),
    path("scheme-of-delegation/", decisions.SchemeView.as_view(), name="scheme"),
]
