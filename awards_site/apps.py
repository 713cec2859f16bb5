"""The ground as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import navigation
from .permissions import may_view_outbox


class AwardsSiteConfig(AppConfig):
    """People, roles, audit, letters."""

    name = "awards_site"
    verbose_name = _("Ground")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what happens at the door, once all models are there, and let the letters be known."""
        import_module("awards_site.signals")
        import_module("awards_site.checks")
        import_module("awards_site.ownkinds")
        navigation.register(navigation.Entry("letters", _("Letters"), order=60, rule=may_view_outbox))
