"""The addresses of duties."""

from django.urls import path

from goldenthread.office.commitments import views

urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/adopt/<int:statement>/", views.adopt, name="commitment-adopt"),
    path("commitments/<slug:slug>/", views.commitment, name="commitment"),
    *(
        path(
            f"commitments/<slug:slug>/{verb}/",
            views.decide,
            {"verb": verb},
            name=f"commitment-{verb}",
        )
        for verb in ("assign", "extend", "withdraw")
    ),
]
