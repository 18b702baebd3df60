"""Pages of quotes."""

from hub.tender.views.asking import AskView, ChooseView, DrawView
from hub.tender.views.beginning import FromView, NewView, ReviseView
from hub.tender.views.reading import DrawFileView, QuoteRegisterView, QuoteView
from hub.tender.views.running import AnswerView, ExtendView, InviteView, ResendView, TransferView, WithdrawView

__all__ = [
    "AnswerView",
    "AskView",
    "ChooseView",
    "DrawFileView",
    "DrawView",
    "ExtendView",
    "FromView",
    "InviteView",
    "NewView",
    "QuoteRegisterView",
    "QuoteView",
    "ResendView",
    "ReviseView",
    "TransferView",
    "WithdrawView",
]
