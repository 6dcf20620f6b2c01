"""The addresses of questions about figures, and of forecasts with how good they were."""

from django.urls import path

from goldenthread.office.scorecards import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions.csv", views.questions_table, name="questions-csv"),
    path("questions/<slug:slug>/", views.question, name="question"),
    path("forecasts/", views.forecasts, name="forecasts"),
]
permanent = [path("forecasts.json", views.forecasts_json, name="forecasts-json")]
