"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from awards_site import navigation
from awards_site.rules import signed_in


class NominationsConfig(AppConfig):
    """Nominations of the awards."""

    name = "nominations"
    verbose_name = _("Nominations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the main navigation, and let the letters be known."""
        navigation.register(navigation.Entry("nominations:prizes", _("Prizes"), order=10))
        navigation.register(navigation.Entry("nominations:calendar", _("Calendar"), order=30))
        navigation.register(navigation.Entry("nominations:mine", _("My nominations"), order=40, rule=signed_in))
        import_module("nominations.letters.kinds")
