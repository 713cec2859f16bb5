"""On what jurors score: the rubric with its criteria and anchors."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site.texts import LocalizedTextField


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
