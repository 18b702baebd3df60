"""Addresses of awards: where one is decided on a quote, and the record with its acts."""

from django.urls import path

from hub.award import acts, views
from hub.platform.registers.views import register_urls

app_name = "award"
OF_QUOTE = "quotes/<str:reference>/award/"
ONE = "awards/<str:reference>/"
ACTS = ((acts.INFORM, views.InformView), (acts.CONFIRM, views.ConfirmView), (acts.SET_ASIDE, views.SetAsideView))

urlpatterns = [
    path(OF_QUOTE, views.QuoteAwardView.as_view(), name="of-quote"),
    path(f"{OF_QUOTE}recommend/", views.RecommendView.as_view(), name="of-quote-recommend"),
    path(f"{OF_QUOTE}none/", views.GiveNoneView.as_view(), name="of-quote-none"),
    *register_urls(views.AwardRegisterView, prefix="awards/"),
    path(ONE, views.AwardView.as_view(), name="record"),
    *(path(f"{ONE}{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]
