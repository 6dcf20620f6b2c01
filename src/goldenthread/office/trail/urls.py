"""The addresses of the log; those of its files and of the witness have no language."""

from django.urls import path

from goldenthread.office.trail import views

urlpatterns = [
    path("trail/", views.trail, name="trail"),
    path("trail/<int:index>/", views.entry, name="entry"),
]
permanent = [
    path("witness/add-checkpoint", views.add_checkpoint, name="add-checkpoint"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("tile/<path:path>", views.tile, name="tile"),
]
