"""Addresses of registering and of one's organisation."""

from django.urls import path

from hub.sites.supplier.organisation import answers, details, joining, people
from hub.sites.supplier.register import AccountView, InvitationView, RegisterView

register_urls = [
    path("", RegisterView.as_view(), name="register"),
    path("<str:token>/", AccountView.as_view(), name="register-account"),
]
organisation_urls = [
    path("", details.OrganisationView.as_view(), name="organisation"),
    path("change/", details.DetailsView.as_view(), name="organisation-change"),
    path("new/", details.NewView.as_view(), name="organisation-new"),
    path("join/", joining.JoinView.as_view(), name="organisation-join"),
    path("join/<int:party>/", joining.AskView.as_view(), name="organisation-ask"),
    path("join/invitation/<int:pk>/", joining.AcceptInviteView.as_view(), name="invitation-accept"),
    path("prove/<int:party>/", joining.ProveView.as_view(), name="organisation-prove"),
    path("prove/<int:party>/code/", joining.CodeView.as_view(), name="organisation-code"),
    path("invite/<int:pk>/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("object/<str:token>/", joining.ObjectionView.as_view(), name="objection"),
    path("people/", people.PeopleView.as_view(), name="people"),
    path("people/invite/", people.InviteView.as_view(), name="people-invite"),
    path("people/leave/", people.LeaveView.as_view(), name="people-leave"),
    path("people/<int:pk>/role/", people.RoleView.as_view(), name="people-role"),
    path("people/<int:pk>/remove/", people.RemoveView.as_view(), name="people-remove"),
    path("people/invites/<int:pk>/take-back/", people.TakeBackView.as_view(), name="invite-take-back"),
    path("people/requests/<int:pk>/accept/", people.AcceptView.as_view(), name="request-accept"),
    path("people/requests/<int:pk>/decline/", people.DeclineView.as_view(), name="request-decline"),
    path("people/claims/<int:pk>/object/", people.ObjectView.as_view(), name="claim-object"),
    path("people/claims/<int:pk>/let-in/", people.LetInView.as_view(), name="claim-let-in"),
    path("answers/", answers.AnswersView.as_view(), name="answers"),
    path("answers/<slug:key>/", answers.AnswerView.as_view(), name="answer"),
    path("answers/<slug:key>/take-out/", answers.RetireView.as_view(), name="answer-retire"),
    path("answers/<slug:key>/versions/", answers.VersionsView.as_view(), name="answer-versions"),
]
