"""The addresses of documents and sources."""

from django.urls import path

from goldenthread.office.records import arriving_views, circulating_views, review_views, views

urlpatterns = [
    path("records/", views.documents, name="records"),
    path("take-in/", views.add, name="record-add"),
    path("take-in/many/", arriving_views.drop_many, name="record-drop"),
    path("take-in/many/<slug:key>/", arriving_views.drop, name="drop"),
    path("take-in/many/<slug:key>/read/", arriving_views.read_on, name="drop-read"),
    path("take-in/<int:pk>/again/", arriving_views.again, name="arrival-again"),
    path("take-in/<int:pk>/leave-out/", arriving_views.leave_out, name="arrival-leave-out"),
    path("records/<slug:slug>/", views.document, name="record"),
    path("records/<slug:slug>/release/", views.release, name="record-release"),
    path("records/<slug:slug>/circulate/", circulating_views.send, name="record-circulate"),
    path(
        "circulations/<int:pk>/acknowledge/",
        circulating_views.acknowledge,
        name="circulation-acknowledge",
    ),
    path("circulations/<int:pk>/ask/", circulating_views.ask, name="circulation-ask"),
    path("clarifications/<int:pk>/answer/", circulating_views.answer, name="clarification-answer"),
    path("records/<slug:slug>/review/", review_views.review, name="record-review"),
    path("records/<slug:slug>/review/add/", review_views.add_statement, name="statement-add"),
    path("statements/<int:pk>/review/", review_views.review_statement, name="statement-review"),
    path("sources/", views.sources, name="sources"),
    path("name-source/", views.add_source, name="source-add"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
