"""All addresses. Pages for people live under a language; protocols and data have fixed addresses (docs/contracts)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("tarazy.base.urls")),
    path("", include("tarazy.site.fixed_urls")),
    path("openrosa/", include("tarazy.fieldwork.openrosa.urls")),
    *i18n_patterns(
        path("", include("tarazy.site.urls")),
        path("account/", include("tarazy.accounts.urls")),
        path("people/", include("tarazy.people.urls")),
        path("country/", include("tarazy.country.urls")),
        path("methodology/", include("tarazy.methodology.urls")),
        path("fieldwork/", include("tarazy.fieldwork.urls")),
        path("analysis/", include("tarazy.analysis.urls")),
        path("", include("tarazy.base.page_urls")),
    ),
]
