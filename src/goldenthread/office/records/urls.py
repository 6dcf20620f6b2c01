"""The addresses of documents and sources."""

from django.urls import path

from goldenthread.office.records import views

urlpatterns = [
    path("records/", views.documents, name="records"),
    path("take-in/", views.add, name="record-add"),
    path("records/<slug:slug>/", views.document, name="record"),
    path("records/<slug:slug>/release/", views.release, name="record-release"),
    path("sources/", views.sources, name="sources"),
    path("name-source/", views.add_source, name="source-add"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
