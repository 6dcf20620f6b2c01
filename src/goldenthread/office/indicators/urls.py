"""The addresses of indicators and their values."""

from django.urls import path

from goldenthread.office.indicators import meaning_views, path_views, target_views, views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("tables/add/", views.import_table, name="import-add"),
    path("tables/<int:pk>/", views.imported, name="import"),
    path("indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("indicators/<slug:slug>/record/", views.record, name="observation-record"),
    path("indicators/<slug:slug>/meaning/", meaning_views.state, name="meaning-state"),
    path("duties/<slug:slug>/target/", target_views.set_target, name="target-set"),
    path("targets/<slug:slug>/path/", path_views.state, name="target-path"),
    path("observations/<int:pk>/", views.observation, name="observation"),
]
