"""Addresses of documents on the staff site, under ``/documents/``."""

from django.urls import path

from hub.platform.documents import disposal_views, views

app_name = "documents"
urlpatterns = [
    path("add/<str:kind>/<int:pk>/", views.AddView.as_view(), name="add"),
    path("disposals/", disposal_views.DisposalsView.as_view(), name="disposals"),
    path("disposals/propose/", disposal_views.ProposeView.as_view(), name="propose-disposal"),
    path("disposals/<str:reference>/", disposal_views.DisposalView.as_view(), name="disposal"),
    path("disposals/<str:reference>/approve/", disposal_views.ApproveView.as_view(), name="approve-disposal"),
    path("disposals/<str:reference>/refuse/", disposal_views.RefuseView.as_view(), name="refuse-disposal"),
    path("disposals/<str:reference>/withdraw/", disposal_views.TakeBackView.as_view(), name="withdraw-disposal"),
    path("disposals/<str:reference>/certificate/", disposal_views.certificate, name="certificate"),
    path("<str:public_id>/", views.DocumentView.as_view(), name="document"),
    path("<str:public_id>/<int:number>/", views.download, name="download"),
    path("<str:public_id>/add-version/", views.AddVersionView.as_view(), name="add-version"),
    path("<str:public_id>/withdraw/", views.WithdrawView.as_view(), name="withdraw"),
    path("<str:public_id>/correct/", views.CorrectView.as_view(), name="correct"),
    path("<str:public_id>/change-audience/", views.ChangeAudienceView.as_view(), name="change-audience"),
    path("<str:public_id>/retain/", views.RetainView.as_view(), name="retain"),
    path("<str:public_id>/hold/", views.HoldView.as_view(), name="hold"),
    path("<str:public_id>/release/", views.ReleaseView.as_view(), name="release"),
]
