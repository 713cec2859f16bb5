"""The ground as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsSiteConfig(AppConfig):
    """People, roles, audit, letters."""

    name = "awards_site"
    verbose_name = _("Ground")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what happens at the door, once all models are there."""
        import_module("awards_site.signals")
        import_module("awards_site.checks")
