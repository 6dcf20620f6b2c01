"""The addresses of duties and reports; those of files that somebody sent have no language."""

from django.urls import path

from goldenthread.office.commitments import (
    explanation_views,
    extension_views,
    milestone_views,
    report_views,
    table_views,
    unit_views,
    views,
)

urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("duties.csv", table_views.table, {"form": "csv"}, name="duties-csv"),
    path("duties.xlsx", table_views.table, {"form": "xlsx"}, name="duties-xlsx"),
    path("duties/import/", table_views.import_table, name="duties-import"),
    path("commitments/adopt/<int:statement>/", views.adopt, name="commitment-adopt"),
    path("commitments/<slug:slug>/", views.commitment, name="commitment"),
    *(
        path(
            f"commitments/<slug:slug>/{verb}/",
            views.decide,
            {"verb": verb},
            name=f"commitment-{verb}",
        )
        for verb in views.VERBS
    ),
    *(
        path(
            f"extensions/<int:pk>/{verb}/",
            extension_views.rule,
            {"verb": verb},
            name=f"extension-{verb}",
        )
        for verb in ("approve", "refuse")
    ),
    path("commitments/<slug:slug>/milestone/", milestone_views.add, name="milestone-add"),
    *(
        path(
            f"milestones/<int:pk>/{verb}/",
            milestone_views.decide,
            {"verb": verb},
            name=f"milestone-{verb}",
        )
        for verb in milestone_views.VERBS
    ),
    path("commitments/<slug:slug>/explain/", explanation_views.explain, name="commitment-explain"),
    path("commitments/<slug:slug>/report/", report_views.report, name="commitment-report"),
    path("my-work/", unit_views.my_work, name="my-work"),
    path("my-work.csv", unit_views.my_work_table, name="my-work-csv"),
    path("units/", unit_views.units, name="units"),
    path("units/<slug:slug>/", unit_views.unit, name="unit"),
    path("reports/<int:pk>/", report_views.shown, name="report"),
    *(
        path(
            f"reports/<int:pk>/{verb}/", report_views.answer, {"verb": verb}, name=f"report-{verb}"
        )
        for verb in ("accept", "send-back")
    ),
]
permanent = [
    path("exhibits/<int:pk>/", report_views.exhibit, name="exhibit"),
]
