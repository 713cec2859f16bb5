"""The secretariat's plain pages for rows: open to the staff alone, each model by its roles, each change on record.

An app's `admin.py` registers its models with `site`, as subclasses of `ByRole`. What somebody may do here follows
from the roles held, never from Django's own flags and permissions.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from . import audit
from .rules import has_role
from .states import Role

SECRETARIAT = (Role.OFFICER, Role.SECRETARY_GENERAL)


class House(admin.AdminSite):
    """The plain pages; one signs in at the front door."""

    site_header = site_title = _("The forum's rows")
    index_title = _("What can be set up")
    site_url = None

    def has_permission(self, request: HttpRequest) -> bool:
        """Let the secretariat in."""
        return bool(request.user.is_active and has_role(request.user, *SECRETARIAT))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """Send to the front door whoever is not signed in, and say no to whoever is."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or request.get_full_path())


class ByRole(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's admins take no arguments at run time
    """Rows that some roles read and some write; nothing is deleted unless a subclass says who may."""

    readers: tuple[str, ...] = SECRETARIAT
    writers: tuple[str, ...] = (Role.SECRETARY_GENERAL,)
    removers: tuple[str, ...] = ()

    def may_write(self, request: HttpRequest, row: models.Model | None = None) -> bool:  # noqa: ARG002 - for subclasses
        """Say whether somebody may write a row, or make one."""
        return has_role(request.user, *self.writers)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the app to its readers."""
        return has_role(request.user, *self.readers)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Show rows to their readers."""
        return has_role(request.user, *self.readers)

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Let writers make rows."""
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let writers change rows."""
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Let removers, if there are any, delete rows."""
        return has_role(request.user, *self.removers)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save, and put it on record in the same transaction."""
        super().save_model(request, obj, form, change)
        what = f"{obj._meta.model_name}.{'changed' if change else 'added'}"
        audit.record(by=request.user, what=what, on=obj, fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and put it on record in the same transaction."""
        audit.record(by=request.user, what=f"{obj._meta.model_name}.deleted", on=obj)
        super().delete_model(request, obj)


site = House(name="admin")
