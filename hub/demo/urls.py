"""Addresses of the demo; every view answers 404 outside it."""

from django.urls import path

from hub.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.start, name="start"),
    path("demo/as/", views.be, name="be"),
    path("demo/clock/", views.move_clock, name="clock"),
    path("demo/again/", views.begin_again, name="again"),
    path("demo/tour/<int:number>/", views.stop, name="stop"),
    path("demo/tour/finish/", views.finish, name="finish"),
]
