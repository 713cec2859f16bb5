"""Rubrics and rounds as rows: the Secretary General sets them up until they are frozen; after that they are read."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from awards_site import audit
from awards_site.admin import SECRETARIAT, ByRole, site
from awards_site.rules import has_role
from awards_site.states import Role
from jury.models import Round

from .forms import SensibleForm
from .models import Anchor, Criterion, Rubric, Rules
from .models.rules import SETTINGS


class PartOfWhole(admin.TabularInline):  # type: ignore[type-arg]  # Django's admins take no arguments at run time
    """Rows that belong to another one, and are frozen with it."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Show them to the secretariat."""
        return has_role(request.user, *SECRETARIAT)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let writers add to what is not frozen."""
        return has_role(request.user, Role.SECRETARY_GENERAL) and not is_frozen(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let writers change what is not frozen."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let writers take away from what is not frozen."""
        return self.has_add_permission(request, obj)


def is_frozen(row: Any) -> bool:
    """Say whether a rubric, or the rules of a round, were frozen by an opening."""
    match row:
        case Rubric():
            return row.frozen_at is not None
        case Round():
            return Rules.objects.filter(round=row, frozen_at__isnull=False).exists()
    return False


class Criteria(PartOfWhole):
    """The criteria of a rubric."""

    model = Criterion


class Anchors(PartOfWhole):
    """What stretches of the scale mean."""

    model = Anchor


class RulesOfRound(PartOfWhole):
    """How a round is counted."""

    model = Rules
    form = SensibleForm
    fields = ("rubric", *SETTINGS, "digest")
    readonly_fields = ("digest",)
    max_num = 1


class Freezing(ByRole):
    """Rows that nobody changes once they are frozen."""

    def may_write(self, request: HttpRequest, row: models.Model | None = None) -> bool:
        """Let writers write what is not frozen."""
        return super().may_write(request, row) and not is_frozen(row)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Save the parts, and put it on record in the same transaction."""
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            audit.record(
                by=request.user,
                what=f"{formset.model._meta.model_name}.changed",
                on=form.instance,
                changed=len(formset.changed_objects),
                added=len(formset.new_objects),
                deleted=len(formset.deleted_objects),
            )


@admin.register(Rubric, site=site)
class RubricAdmin(Freezing):
    """A rubric with its criteria and anchors; a change after an opening is a new version."""

    inlines = (Criteria, Anchors)
    list_display = ("__str__", "key", "version", "frozen_at")


@admin.register(Round, site=site)
class RoundAdmin(Freezing):
    """A round with its dates and rules, until it opens."""

    inlines = (RulesOfRound,)
    list_display = ("call", "kind", "opens_at", "closes_at")
    list_filter = ("kind",)
    list_select_related = ("call__cycle", "call__prize")
