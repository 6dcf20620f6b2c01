"""The addresses of the log."""

from django.urls import path

from goldenthread.office.trail import views

urlpatterns = [
    path("trail/", views.trail, name="trail"),
    path("trail/<int:index>/", views.entry, name="entry"),
]
