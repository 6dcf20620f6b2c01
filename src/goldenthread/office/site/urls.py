"""The addresses of the site: pages under their language, data without one and for ever."""

from collections.abc import Callable, Iterator

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import URLPattern, include, path, register_converter

from goldenthread.office.commitments.urls import permanent as exhibits
from goldenthread.office.editions.urls import permanent
from goldenthread.office.scorecards.urls import permanent as scores
from goldenthread.office.site import (
    assets,
    data_views,
    desk,
    feeds,
    health,
    offering,
    search_views,
    views,
)
from goldenthread.office.site.api import api, unknown
from goldenthread.office.trail.urls import permanent as witness

rooms = ("bodies", "trail", "records", "commitments", "indicators", "scorecards", "editions")


def _in_each_language(
    address: str, ending: str, view: Callable[..., HttpResponse], name: str
) -> Iterator[URLPattern]:
    """One address for each language: x.atom in English, x.zh.atom in Chinese."""
    for language, infix in (("en", ""), ("zh", ".zh")):
        given = {"language": language}
        yield path(f"{address}{infix}.{ending}", view, given, name=f"{name}-{language}")


register_converter(data_views.PagePath, "page")
urlpatterns = [
    path("health", health.alive, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("style.css", assets.asset, {"name": "style.css"}, name="style"),
    path("office.css", assets.asset, {"name": "office.css"}, name="office-style"),
    path("passkey.js", assets.asset, {"name": "passkey.js"}, name="passkey-script"),
    path("review.js", assets.asset, {"name": "review.js"}, name="review-script"),
    path("verify.html", assets.verifier, name="verifier"),
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
    path("api/", api.urls),
    path("api/<path:rest>", unknown, name="api-unknown"),
    path("catalog.jsonld", offering.dcat, name="catalogue"),
    path(".well-known/goldenthread", offering.well_known, name="well-known"),
    path(".well-known/goldenthread-policy", offering.well_known_policy, name="well-known-policy"),
    *_in_each_language("editions", "atom", offering.editions_feed, "editions-feed"),
    *_in_each_language(
        "commitments/<slug:slug>", "atom", offering.commitment_feed, "commitment-feed"
    ),
    *_in_each_language("due", "ics", offering.due_days, "due"),
    # Last of those without a language: any page with another ending.
    *(
        path(f"<page:page>.{form}", data_views.page, {"form": form}, name=f"page-{form}")
        for form in ("json", "csv")
    ),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("desk/", desk.desk, name="desk"),
        path("search/", search_views.find, name="search"),
        path("data/", offering.data, name="data"),
        path("verify/", views.verify, name="verify"),
        *(path("", include(f"goldenthread.office.{room}.urls")) for room in rooms),
    ),
]

handler400 = views.unclear
handler403 = views.forbidden
handler404 = views.missing
handler500 = views.broken
