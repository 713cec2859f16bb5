"""The ground as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsSiteConfig(AppConfig):
    """People, roles, audit, letters."""

    name = "awards_site"
    verbose_name = _("Ground")
    default_auto_field = "django.db.models.BigAutoField"
