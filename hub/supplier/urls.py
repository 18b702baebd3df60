"""Addresses of the supplier pages."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.supplier import views

app_name = "supplier"

urlpatterns = [
    *register_urls(views.SupplierRegisterView, prefix="suppliers/"),
    path("suppliers/new/", views.AddView.as_view(), name="new"),
    path("suppliers/duplicates/", views.DuplicatesView.as_view(), name="duplicates"),
    path("suppliers/duplicates/<int:pk>/", views.PairView.as_view(), name="pair"),
    path("suppliers/<int:pk>/", views.SupplierView.as_view(), name="record"),
    path("suppliers/<int:pk>/correct/", views.CorrectView.as_view(), name="correct"),
    path("suppliers/<int:pk>/identify/", views.IdentifyView.as_view(), name="identify"),
    path("suppliers/<int:pk>/unidentify/", views.UnidentifyView.as_view(), name="unidentify"),
    path("suppliers/<int:pk>/unname/", views.UnnameView.as_view(), name="unname"),
    path("suppliers/<int:pk>/merge/", views.MergeView.as_view(), name="merge"),
    path("suppliers/<int:pk>/unmerge/", views.UnmergeView.as_view(), name="unmerge"),
]
