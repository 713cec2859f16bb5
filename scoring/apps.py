"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from awards_site import navigation
from awards_site.rules import signed_in


class ScoringConfig(AppConfig):
    """Scoring of the awards."""

    name = "scoring"
    verbose_name = _("Scoring")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the main navigation, and let the letters be known."""
        navigation.register(navigation.Entry("scoring:laureates", _("Laureates"), order=20))
        navigation.register(navigation.Entry("scoring:desk", _("Desk"), order=45, rule=signed_in))
        import_module("scoring.kinds")
