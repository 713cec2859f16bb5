"""All addresses: the machine's first, then every page under its language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from . import admin
from .views import health, postbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
if settings.EXAMPLE_MODE:
    urlpatterns += [
        path("outbox/", postbox.Postbox.as_view(), name="outbox"),
        path("outbox/<str:name>/", postbox.Mail.as_view(), name="outbox_mail"),
    ]
urlpatterns += i18n_patterns(
    path("account/", include("awards_site.account_urls")),
    path("staff/", include("awards_site.staff_urls")),
    path("admin/", admin.site.urls),
    path("", include("nominations.urls")),
    path("", include("jury.urls")),
    path("", include("scoring.urls")),
)
