"""Addresses of approvals."""

from django.urls import include, path

from hub.platform.approvals import views
from hub.platform.registers.views import register_urls

approvals = [
    *register_urls(views.ApprovalQueue),
    path("together/approve/", views.ApproveTogether.as_view(), name="together-approve"),
    path("together/send-back/", views.SendBackTogether.as_view(), name="together-send-back"),
    path("ask/", views.Ask.as_view(), name="ask"),
    path("<int:reference>/", views.ApprovalPage.as_view(), name="request"),
    path("<int:reference>/approve/", views.Approve.as_view(), name="approve"),
    path("<int:reference>/send-back/", views.SendBack.as_view(), name="send-back"),
    path("<int:reference>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
urlpatterns = [path("approvals/", include((approvals, "approvals")))]
