"""Addresses of the quotes that suppliers are asked for. A letter of a quote leads to ``link/…``."""

from django.urls import path

from hub.sites.supplier.bids.beginning import StartView
from hub.sites.supplier.quotes import asking, link, reading

quote_urls = [
    path("", reading.QuotesView.as_view(), name="quotes"),
    path("link/<str:token>/", link.LinkView.as_view(), name="quote-link"),
    path("link/<str:token>/papers/<int:number>/", link.LinkPaperView.as_view(), name="quote-link-paper"),
    path("link/<str:token>/account/", link.LinkAccountView.as_view(), name="quote-link-account"),
    path("link/<str:token>/take-up/", link.TakeUpView.as_view(), name="quote-take-up"),
    path("<str:reference>/", reading.QuoteView.as_view(), name="quote"),
    path("<str:reference>/pack.txt", reading.PackView.as_view(), name="quote-pack"),
    path("<str:reference>/answer/", StartView.as_view(), name="quote-answer"),
    path("<str:reference>/ask/", asking.AskView.as_view(), name="quote-ask"),
    path("<str:reference>/will-you-answer/", asking.SayView.as_view(), name="quote-say"),
]
