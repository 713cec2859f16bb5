"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JuryConfig(AppConfig):
    """Jury of the awards."""

    name = "jury"
    verbose_name = _("Jury")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what happens to dossiers, and let the letters be known."""
        import_module("jury.merging")
        import_module("jury.kinds")
