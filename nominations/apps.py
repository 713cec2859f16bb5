"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from awards_site import navigation


class NominationsConfig(AppConfig):
    """Nominations of the awards."""

    name = "nominations"
    verbose_name = _("Nominations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the main navigation."""
        navigation.register(navigation.Entry("nominations:prizes", _("Prizes"), order=10))
        navigation.register(navigation.Entry("nominations:calendar", _("Calendar"), order=30))
