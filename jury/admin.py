"""The panel's statement of confidentiality as a row: what was signed keeps its version, a change is a new one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from awards_site.admin import ByRole, site
from jury.models import Panel


@admin.register(Panel, site=site)
class PanelText(ByRole):
    """The words under which seats are taken; panels themselves are appointed on their own page."""

    fields = ("call", "confidentiality", "confidentiality_version")
    readonly_fields = ("call", "confidentiality_version")
    list_display = ("call", "confidentiality_version")
    list_select_related = ("call__prize", "call__cycle")

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:  # noqa: ARG002 - Django's signature
        """Let nobody make a panel here."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Count the version up, so that a signature says which words it stands under."""
        obj.confidentiality_version += 1
        super().save_model(request, obj, form, change)
