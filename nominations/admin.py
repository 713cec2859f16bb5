"""Prizes, cycles, calls, gates, forms and questions as rows: a new prize needs these pages and no code.

The Secretary General writes, officers read. What nominations answer is frozen: a published call's gates, a frozen
form's steps and questions. A change of those is a new version.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site import audit
from awards_site.admin import ByRole, site
from awards_site.formfields import LocalDateField, LocalDateTimeField
from nominations import setup
from nominations.forms.configuring import CycleForm, PrizeForm, QuestionForm, QuestionsFormSet
from nominations.models import Act, Call, Cycle, Form, Gate, Prize, Question, Step
from nominations.states import ActKind

#: Days and hours are written as everywhere else: in the forum's zone, in any calendar and digits.
LOCAL_DATES: dict[Any, dict[str, Any]] = {
    models.DateTimeField: {"form_class": LocalDateTimeField, "widget": forms.TextInput({"dir": "ltr"})},
    models.DateField: {"form_class": LocalDateField, "widget": forms.TextInput({"dir": "ltr"})},
}
DATES = ("opens_at", "closes_at")
#: What of a call was told as a rule, to the public or to the secretariat.
TOLD = ("decisions_confirmed", "finalists_ranked", "self_nomination", "unrelated_letters_wanted")


def is_frozen(row: Any) -> bool:
    """Say whether nominations answer a row, so that it never changes any more."""
    match row:
        case Call():
            return Act.objects.filter(call=row, kind=ActKind.PUBLISHED).exists()
        case Form():
            return row.frozen_at is not None
        case Step():
            return row.form.frozen_at is not None
        case Question():
            return row.step.form.frozen_at is not None
    return False


class Rows(ByRole):
    """Rows whose parts are put on record as they are."""

    formfield_overrides = LOCAL_DATES

    def may_write_parts(self, request: HttpRequest, row: models.Model | None) -> bool:
        """Say whether somebody may write what hangs on a row."""
        return self.may_write(request) and not is_frozen(row)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Save the parts, and put them on record in the same transaction."""
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            audit.record(
                by=request.user,
                what=f"{formset.model._meta.model_name}.changed",
                on=form.instance,
                added=len(formset.new_objects),
                changed=len(formset.changed_objects),
                deleted=len(formset.deleted_objects),
            )


class Freezing(Rows):
    """Rows that nobody changes once nominations answer them."""

    def may_write(self, request: HttpRequest, row: models.Model | None = None) -> bool:
        """Let writers write what is not frozen."""
        return super().may_write(request, row) and not is_frozen(row)


class Parts(admin.StackedInline):  # type: ignore[type-arg]  # Django's admins take no arguments at run time
    """Rows that hang on another one, written by whoever may write that one."""

    extra = 0
    formfield_overrides = LOCAL_DATES

    def whole(self) -> Rows:
        """Give the page of the row that these hang on."""
        page = self.admin_site.get_model_admin(self.parent_model)
        if not isinstance(page, Rows):
            raise TypeError(page)
        return page

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show them to whoever reads the whole."""
        return self.whole().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them be added to what is not frozen."""
        return self.whole().may_write_parts(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them be changed with what is not frozen."""
        return self.whole().may_write_parts(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them be taken away from what is not frozen."""
        return self.whole().may_write_parts(request, obj)


class Gates(Parts):
    """The gates of a call."""

    model = Gate


class Steps(Parts):
    """The steps of a form; their questions stand on pages of their own."""

    model = Step
    show_change_link = True


class Questions(Parts):
    """The questions of a step."""

    model = Question
    form = QuestionForm
    formset = QuestionsFormSet
    fk_name = "step"
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave columns to their question's page."""
        return super().get_queryset(request).filter(parent=None)


class Columns(Parts):
    """The columns of a question whose answer repeats."""

    model = Question
    form = QuestionForm
    formset = QuestionsFormSet
    fk_name = "parent"
    verbose_name = gettext_lazy("column")
    verbose_name_plural = gettext_lazy("columns (for repeating rows)")


@admin.register(Prize, site=site)
class PrizeAdmin(Rows):
    """The prizes."""

    form = PrizeForm
    list_display = ("__str__", "slug", "position")


@admin.register(Cycle, site=site)
class CycleAdmin(Rows):
    """The cycles."""

    form = CycleForm
    list_display = ("__str__", "slug", "year")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        """Keep the zone in which deadlines were told, and the address of published pages."""
        told = obj is not None and Act.objects.filter(call__cycle=obj, kind=ActKind.PUBLISHED).exists()
        return ("slug", "time_zone") if told else ()


@admin.register(Call, site=site)
class CallAdmin(Rows):
    """The calls with their gates. Once published, dates move on the page of the call's setup alone."""

    inlines = (Gates,)
    list_display = ("__str__", "opens_at", "closes_at")
    list_select_related = ("cycle", "prize")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        """Keep what the public was told."""
        return (*DATES, "cycle", "prize", "code_letter", *TOLD) if is_frozen(obj) else ()


@admin.register(Form, site=site)
class FormAdmin(Freezing):
    """The forms with their steps, version by version."""

    inlines = (Steps,)
    actions = ("copy_as_new_version",)
    list_display = ("__str__", "frozen_at")
    list_select_related = ("call__cycle", "call__prize")
    readonly_fields = ("frozen_at",)

    @admin.action(description=gettext_lazy("Copy as the next version"), permissions=["add"])
    def copy_as_new_version(self, request: HttpRequest, queryset: Any) -> None:
        """Copy what was chosen, to be changed."""
        for form in queryset.select_related("call"):
            made = setup.copy_form(form, form.call, by=request.user)
            messages.success(request, _("Version %(number)s can be changed now.") % {"number": made.version})


class Hidden(Freezing):
    """Rows that are reached from the row they hang on, and made there."""

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Stand in no list of models."""
        return False

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:  # noqa: ARG002
        """Be made on the page of the whole."""
        return False


@admin.register(Step, site=site)
class StepAdmin(Hidden):
    """One step with its questions."""

    inlines = (Questions,)
    readonly_fields = ("form",)


@admin.register(Question, site=site)
class QuestionAdmin(Hidden):
    """One question with its columns."""

    form = QuestionForm
    inlines = (Columns,)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Put each column on its question's step."""
        for column in formset.forms:
            column.instance.step_id = form.instance.step_id
        super().save_formset(request, form, formset, change)
