"""On what jurors score: the rubric with its criteria and anchors, and a round's rules."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site.texts import LocalizedTextField
from jury.models import Round
from scoring.methods.refusals import UnknownRung
from scoring.methods.ties import check_ladder
from scoring.states import Method


def plain(number: Decimal) -> str:
    """Write a number the shortest way, whatever zeros its column keeps: 8, 8.5."""
    return f"{Decimal(number).normalize():f}"


class Rubric(models.Model):
    """A scale and its criteria. Immutable once a round with it has opened: a change is a new version."""

    key = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    name = LocalizedTextField()
    least = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1))
    most = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(10))
    step = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("0.5"))
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("key", "version")
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "version"], name="one_rubric_of_a_version"),
            models.CheckConstraint(
                condition=models.Q(most__gt=models.F("least"), step__gt=0), name="scale_runs_upwards"
            ),
        ]

    def __str__(self) -> str:
        """Name rubric and version."""
        return f"{self.name} ({self.version})"

    def takes(self, mark: Decimal) -> bool:
        """Say whether a mark lies on the scale and on a step of it."""
        return self.least <= mark <= self.most and (mark - self.least) % self.step == 0

    @property
    def marks(self) -> list[Decimal]:
        """Give all marks of the scale, lowest first."""
        return [self.least + self.step * i for i in range(int((self.most - self.least) / self.step) + 1)]


class Criterion(models.Model):
    """One thing that is scored, and how much it weighs."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    key = models.SlugField()
    name = LocalizedTextField()
    help = LocalizedTextField(blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rubric", "key"], name="one_criterion_of_a_key"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="weight_is_positive"),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return str(self.name)


class Anchor(models.Model):
    """What a stretch of the scale means in words."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="anchors")
    least = models.DecimalField(max_digits=6, decimal_places=2)
    most = models.DecimalField(max_digits=6, decimal_places=2)
    word = LocalizedTextField()
    text = LocalizedTextField(blank=True)

    class Meta:
        ordering = ("least",)
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(most__gte=models.F("least")), name="anchor_runs_upwards")
        ]

    def __str__(self) -> str:
        """Give the word."""
        return str(self.word)


def default_ladder() -> list[str]:
    """Give the shipped tie ladder; its rungs are those of scoring.methods.ties."""
    return ["criterion", "preferred", "spread", "decision"]


class Rules(models.Model):
    """How a round is counted: frozen, hashed and recorded when the round opens."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="rules")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="rules")
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.CALIBRATED)
    quorum = models.PositiveSmallIntegerField(_("least ballots for a rank"), default=3)
    shortlist = models.PositiveSmallIntegerField(_("how many go on"), default=5)
    ladder = models.JSONField(default=default_ladder, blank=True)
    comment_required = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("rules of a round")
        verbose_name_plural = _("rules of rounds")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(method__in=Method.values), name="method_is_known"),
            models.CheckConstraint(
                condition=models.Q(frozen_at=None, digest="")
                | models.Q(frozen_at__isnull=False) & ~models.Q(digest=""),
                name="frozen_rules_have_their_digest",
            ),
        ]

    def __str__(self) -> str:
        """Name the round."""
        return str(self.round)

    def clean(self) -> None:
        """Take a ladder whose rungs exist, with the recorded decision as the last one: it parts what is left."""
        try:
            check_ladder(self.ladder)
        except UnknownRung as refusal:
            raise ValidationError({"ladder": _(refusal.sentence) % refusal.facts}) from refusal
        if "decision" in self.ladder[:-1]:
            raise ValidationError({"ladder": _("The recorded decision comes last: put it at the end of the ladder.")})

    def as_record(self) -> dict[str, Any]:
        """Give the rules as the opening record holds them: canonical, numbers as strings."""
        criteria = self.rubric.criteria.all()
        return {
            "comment_required": self.comment_required,
            "ladder": self.ladder,
            "method": self.method,
            "quorum": self.quorum,
            "rubric": {"key": self.rubric.key, "version": self.rubric.version},
            "scale": [plain(self.rubric.least), plain(self.rubric.most), plain(self.rubric.step)],
            "shortlist": self.shortlist,
            "weights": {criterion.key: plain(criterion.weight) for criterion in criteria},
        }
