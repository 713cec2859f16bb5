"""An officer's translation of a long answer, for readers of another language."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock

from .nomination import Nomination

PATH_AT_MOST = 120


class Translation(models.Model):
    """One answer in another language. A better translation is a new row; one of an older answer is not shown."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="translations")
    #: which submission was translated
    number = models.PositiveSmallIntegerField()
    #: the key of the question, or key, row and column
    path = models.CharField(max_length=PATH_AT_MOST)
    #: the fingerprint of what was translated
    original = models.CharField(max_length=64)
    of_language = models.CharField(_("language of the original"), max_length=10)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(text=""), name="translation_has_a_text")]

    def __str__(self) -> str:
        """Say of what, and into which language."""
        return f"{self.path}: {self.language}"
