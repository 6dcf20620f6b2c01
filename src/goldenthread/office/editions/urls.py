"""The addresses of report cards; those of their files have no language and never change."""

from django.urls import path

from goldenthread.office.editions import beside, views, withdrawing

urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("editions/compute/", views.compute, name="compute"),
    path("editions/<slug:quarter>/", views.latest, name="latest"),
    path("editions/<slug:quarter>/<int:number>/", views.edition, name="edition"),
    path(
        "editions/<slug:quarter>/<int:number>/since/<slug:earlier>/<int:than>/",
        beside.changes,
        name="changes",
    ),
    path("codings/<slug:quarter>/<int:number>/", beside.codings, name="codings"),
    path("editions/<slug:quarter>/<int:number>/publish/", views.publish, name="publish"),
    path(
        "editions/<slug:quarter>/<int:number>/withdraw/",
        withdrawing.withdraw,
        name="edition-withdraw",
    ),
    path("editions/<slug:quarter>/<int:number>/walk/<str:figure>/", views.walk, name="walk"),
]
permanent = [
    path(
        "editions/<slug:quarter>/<int:number>/proof/<str:figure>.tlog-proof",
        views.figure,
        name="figure-proof",
    ),
    path("editions/<slug:quarter>/<int:number>/<str:name>", views.file, name="edition-file"),
]
