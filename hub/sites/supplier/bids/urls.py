"""Addresses of bids. A bid is begun on its quote: ``/quotes/<reference>/answer/``."""

from django.urls import path

from hub.sites.supplier.bids import beginning, finishing, questions

bid_urls = [
    path("", beginning.BidsView.as_view(), name="bids"),
    path("<str:reference>/", beginning.BidView.as_view(), name="bid"),
    path("<str:reference>/choice/", beginning.ChoiceView.as_view(), name="bid-choice"),
    path("<str:reference>/q/<int:number>/", questions.QuestionView.as_view(), name="bid-question"),
    path("<str:reference>/q/<int:number>/remove/<str:item>/", questions.RemoveView.as_view(), name="bid-remove"),
    path("<str:reference>/check/", finishing.CheckView.as_view(), name="bid-check"),
    path("<str:reference>/answers.txt", finishing.CopyView.as_view(), name="bid-copy"),
    path("<str:reference>/receipt/", finishing.ReceiptView.as_view(), name="bid-receipt"),
    path("<str:reference>/receipt/<int:number>.json", finishing.ReceiptFileView.as_view(), name="bid-receipt-file"),
    path("<str:reference>/receipt/<int:number>-closing.json", finishing.RootView.as_view(), name="bid-closing-file"),
    path("<str:reference>/take-back/", finishing.TakeBackView.as_view(), name="bid-take-back"),
]
