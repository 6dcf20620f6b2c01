"""The addresses of report cards; those of their files have no language and never change."""

from django.urls import path

from goldenthread.office.editions import asking, beside, following, views, withdrawing

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
    path("compare/", beside.choose, name="compare"),
    path("briefs/<slug:quarter>/<int:number>/", views.brief, name="brief"),
    path("weights/<slug:quarter>/<int:number>/", beside.weights, name="weights"),
    path("codings/<slug:quarter>/<int:number>/", beside.codings, name="codings"),
    path("editions/<slug:quarter>/<int:number>/publish/", views.publish, name="publish"),
    path(
        "editions/<slug:quarter>/<int:number>/withdraw/",
        withdrawing.withdraw,
        name="edition-withdraw",
    ),
    path("editions/<slug:quarter>/<int:number>/walk/<str:figure>/", views.walk, name="walk"),
    path("editions/<slug:quarter>/<int:number>/ask/<str:figure>/", asking.ask, name="ask"),
    path("asked/<slug:quarter>/<int:number>/", asking.inquiries, name="inquiries"),
    path("follow/", following.follow, name="follow"),
    path("follow/<slug:slug>/", following.follow, name="follow-duty"),
    path("following/<str:token>/", following.following, name="following"),
    path("following/<str:token>/confirm/", following.confirm, name="following-confirm"),
    path("following/<str:token>/stop/", following.stop, name="following-stop"),
    path("asked/<slug:slug>/", asking.inquiry, name="inquiry"),
    *(
        path(f"asked/<slug:slug>/{verb}/", asking.decide, {"verb": verb}, name=f"inquiry-{verb}")
        for verb in ("answer", "refuse")
    ),
]
permanent = [
    path(
        "editions/<slug:quarter>/<int:number>/proof/<str:figure>.tlog-proof",
        views.figure,
        name="figure-proof",
    ),
    path("editions/<slug:quarter>/<int:number>/<str:name>", views.file, name="edition-file"),
]
