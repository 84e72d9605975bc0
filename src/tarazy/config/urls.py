"""All addresses. Pages for people live under a language; protocols and data have fixed addresses (docs/contracts)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler400 = "tarazy.base.ui.errors.bad_request"
handler403 = "tarazy.base.ui.errors.forbidden"
handler404 = "tarazy.base.ui.errors.not_found"
handler500 = "tarazy.base.ui.errors.server_error"

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
