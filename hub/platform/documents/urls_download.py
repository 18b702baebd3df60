"""Addresses of documents on the supplier and the public site: files only."""

from django.urls import path

from hub.platform.documents import views

app_name = "documents"
urlpatterns = [path("<str:public_id>/<int:number>/", views.download, name="download")]
