"""What is asked: a call's form with its steps and questions, and its gates. All rows, shipped or written."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site.texts import LocalizedText, LocalizedTextField
from nominations.states import DataClass, FilledBy, QuestionKind

from .prize import Call


class Form(models.Model):
    """One version of a call's form; frozen once the call is published, so that old answers keep their questions."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="forms")
    version = models.PositiveSmallIntegerField(default=1)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-version",)
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "version"], name="one_form_of_a_version")]

    def __str__(self) -> str:
        """Name call and version."""
        return f"{self.call}, {self.version}"


class Step(models.Model):
    """One page of a form."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="steps")
    key = models.SlugField()
    title = LocalizedTextField()
    intro = LocalizedTextField(blank=True)
    filled_by = models.CharField(max_length=10, choices=FilledBy.choices, default=FilledBy.NOMINATOR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "key"], name="one_step_of_a_key"),
            models.CheckConstraint(condition=models.Q(filled_by__in=FilledBy.values), name="step_filler_is_known"),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return str(self.title)


class Question(models.Model):
    """One question of a step, or one column of a question with repeating rows."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="questions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="columns")
    key = models.SlugField()
    kind = models.CharField(max_length=12, choices=QuestionKind.choices)
    label = LocalizedTextField()
    help = LocalizedTextField(blank=True)
    example = LocalizedTextField(blank=True)
    required = models.BooleanField(default=True)
    #: words, characters, least, most, unit ({language: text}), rows_least, rows_most, files_most, row_name
    limits = models.JSONField(default=dict, blank=True)
    #: [{"value": "...", "label": {language: text}}, ...]
    options = models.JSONField(default=list, blank=True)
    #: {"question": key, "is": [value, ...]}: asked only where another answer says so
    shown_if = models.JSONField(default=dict, blank=True)
    #: what the answer is to the nomination: nominee_name, nominee_name_latin, nominee_email, nominee_city,
    #: nominee_office, nominee_institution, headline, recommendation
    meaning = models.SlugField(blank=True)
    data_class = models.CharField(max_length=10, choices=DataClass.choices, default=DataClass.PUBLIC)
    for_jury = models.BooleanField(default=True)
    informs = models.SlugField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step", "key"], condition=models.Q(parent=None), name="one_question_of_a_key"
            ),
            models.UniqueConstraint(
                fields=["parent", "key"], condition=~models.Q(parent=None), name="one_column_of_a_key"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=QuestionKind.values), name="question_kind_is_known"),
            models.CheckConstraint(condition=models.Q(data_class__in=DataClass.values), name="data_class_is_known"),
            models.CheckConstraint(
                condition=~models.Q(data_class=DataClass.CONTACT, for_jury=True),
                name="contact_data_never_goes_to_the_jury",
            ),
        ]

    def __str__(self) -> str:
        """Give the label."""
        return str(self.label)

    @property
    def choices_said(self) -> list[str]:
        """Give the options' labels in the reader's language."""
        return [str(LocalizedText(option["label"])) for option in self.options]

    def limit(self, name: str) -> Any:
        """Give a limit, or nothing where there is none."""
        return self.limits.get(name)


class Gate(models.Model):
    """A condition of eligibility, with the number under which letters and decisions name it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="gates")
    key = models.SlugField()
    number = models.CharField(_("number of the rule"), max_length=10)
    text = LocalizedTextField()
    help = LocalizedTextField(blank=True)
    asked = models.BooleanField(_("asked before the form"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "key"], name="one_gate_of_a_key")]

    def __str__(self) -> str:
        """Give number and text."""
        return f"{self.number} {self.text}"
