"""The addresses of the site: pages under their language, data without one and for ever."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from goldenthread.office.commitments.urls import permanent as exhibits
from goldenthread.office.editions.urls import permanent
from goldenthread.office.scorecards.urls import permanent as scores
from goldenthread.office.site import assets, desk, feeds, views
from goldenthread.office.trail.urls import permanent as witness

rooms = ("bodies", "trail", "records", "commitments", "indicators", "scorecards", "editions")

urlpatterns = [
    path("style.css", assets.asset, {"name": "style.css"}, name="style"),
    path("office.css", assets.asset, {"name": "office.css"}, name="office-style"),
    path("passkey.js", assets.asset, {"name": "passkey.js"}, name="passkey-script"),
    path("icon.svg", assets.asset, {"name": "icon.svg"}, name="icon"),
    *permanent,
    *exhibits,
    *scores,
    *(
        path(
            f"calendar/<str:token>/{name}.ics",
            feeds.due_days,
            {"language": name},
            name=f"calendar-{name}",
        )
        for name in ("en", "zh")
    ),
    *witness,
    *i18n_patterns(
        path("", views.home, name="home"),
        path("desk/", desk.desk, name="desk"),
        path("verify/", views.verify, name="verify"),
        *(path("", include(f"goldenthread.office.{room}.urls")) for room in rooms),
    ),
]

handler400 = views.unclear
handler403 = views.forbidden
handler404 = views.missing
handler500 = views.broken
