"""How a round is counted: data, frozen with its hash when the round opens."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from awards_site.texts import LocalizedText
from jury.models import Round
from jury.states import RoundKind
from scoring.methods.ballots import Level
from scoring.states import WRITTEN, AtTheCut, Method, PanelSees, ShortlistRule

from .rubric import Rubric, plain

MOST_PLACES = 6
#: What the Secretary General sets; rubric and hash have ways of their own.
SETTINGS = (
    "method",
    "trim",
    "grades",
    "quorum",
    "places",
    "ladder",
    "shortlist_rule",
    "shortlist",
    "threshold",
    "share",
    "at_the_cut",
    "panel_sees",
    "comment_required",
)


def default_ladder() -> list[str]:
    """Give the shipped tie ladder; its rungs are those of scoring.methods.ties."""
    return ["criterion", "preferred", "spread", "decision"]


def default_grades() -> list[dict[str, Any]]:
    """Give the shipped grades, best first: a key, and the word in each language."""
    words = {
        "outstanding": {"en": "Outstanding", "fa": "ممتاز"},
        "strong": {"en": "Strong", "fa": "قوی"},
        "satisfactory": {"en": "Satisfactory", "fa": "قابل قبول"},
        "limited": {"en": "Limited", "fa": "محدود"},
        "weak": {"en": "Weak", "fa": "ضعیف"},
    }
    return [{"key": key, "word": word} for key, word in words.items()]


class Rules(models.Model):
    """How a round is counted: frozen, hashed and recorded when the round opens."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="rules")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="rules")
    method = models.CharField(_("method"), max_length=20, choices=Method.choices, default=Method.CALIBRATED)
    #: how many ballots `trimmed` drops at either end
    trim = models.PositiveSmallIntegerField(_("ballots dropped at either end"), default=1)
    #: [{"key", "word": {language: text}}], best first, for `majority_judgment`
    grades = models.JSONField(_("grades"), default=default_grades, blank=True)
    quorum = models.PositiveSmallIntegerField(_("least ballots for a rank"), default=3)
    #: None: nothing is rounded
    places = models.PositiveSmallIntegerField(
        _("decimals to which scores are rounded"), null=True, blank=True, validators=[MaxValueValidator(MOST_PLACES)]
    )
    ladder = models.JSONField(_("tie ladder"), default=default_ladder, blank=True)
    shortlist_rule = models.CharField(
        _("who goes on"), max_length=10, choices=ShortlistRule.choices, default=ShortlistRule.BEST
    )
    shortlist = models.PositiveSmallIntegerField(_("how many go on"), default=5)
    threshold = models.DecimalField(_("score to be reached"), max_digits=8, decimal_places=3, null=True, blank=True)
    share = models.PositiveSmallIntegerField(
        _("share that goes on, per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    at_the_cut = models.CharField(
        _("a tie at the cut"), max_length=10, choices=AtTheCut.choices, default=AtTheCut.LADDER
    )
    panel_sees = models.CharField(
        _("what the panel sees after the count"),
        max_length=10,
        choices=PanelSees.choices,
        default=PanelSees.NUMBERS,
    )
    comment_required = models.BooleanField(_("a comment is required"), default=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("rules of a round")
        verbose_name_plural = _("rules of rounds")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(method__in=Method.values), name="method_is_known"),
            models.CheckConstraint(
                condition=models.Q(shortlist_rule__in=ShortlistRule.values), name="shortlist_rule_is_known"
            ),
            models.CheckConstraint(condition=models.Q(at_the_cut__in=AtTheCut.values), name="cut_is_known"),
            models.CheckConstraint(condition=models.Q(panel_sees__in=PanelSees.values), name="panel_sight_is_known"),
            models.CheckConstraint(
                condition=models.Q(share=None) | models.Q(share__gte=1, share__lte=100), name="share_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_at=None, digest="")
                | models.Q(frozen_at__isnull=False) & ~models.Q(digest=""),
                name="frozen_rules_have_their_digest",
            ),
        ]

    def __str__(self) -> str:
        """Name the round."""
        return str(self.round)

    @property
    def level(self) -> Level:
        """Say what jurors write: marks, ranks or grades."""
        return WRITTEN.get(self.method, Level.MARKS)

    @property
    def grade_keys(self) -> list[str]:
        """Name the grades, best first."""
        return [grade["key"] for grade in self.grades]

    def grade_of(self, score: Fraction) -> str:
        """Say a score as the grade it stands for, where it is one: it counts the grades below."""
        if self.level is not Level.GRADES or score.denominator != 1 or self.method != Method.MAJORITY_JUDGMENT:
            return ""
        worst_first = [*self.grade_words.values()][::-1]
        return str(worst_first[int(score)]) if 0 <= score < len(worst_first) else ""

    @cached_property
    def criterion_names(self) -> dict[str, str]:
        """Give the names of the criteria by key, in the reader's language; ranks and grades have none."""
        return {each.key: str(each.name) for each in self.rubric.criteria.all()} if self.level is Level.MARKS else {}

    @property
    def grade_words(self) -> dict[str, LocalizedText]:
        """Give the words of the grades by key, best first; each speaks the reader's language."""
        return {grade["key"]: LocalizedText(grade["word"]) for grade in self.grades}

    def as_record(self) -> dict[str, Any]:
        """Give the rules as the opening record holds them: canonical, numbers as strings.

        What a rule does not use is not in it, so that rules frozen before a setting existed keep their hash.
        """
        marks = self.level is Level.MARKS
        return {
            "comment_required": self.comment_required,
            "ladder": self.ladder,
            "method": self.method,
            "quorum": self.quorum,
            "rubric": {"key": self.rubric.key, "version": self.rubric.version},
            "scale": [plain(self.rubric.least), plain(self.rubric.most), plain(self.rubric.step)],
            "shortlist": self.shortlist,
            "weights": {each.key: plain(each.weight) for each in self.rubric.criteria.all()} if marks else {},
            **self._counted_by(),
            **self._goes_on_by(),
        }

    def _counted_by(self) -> dict[str, Any]:
        """Give what some methods ask for, and the rounding."""
        told: dict[str, Any] = {} if self.places is None else {"places": self.places}
        match self.method:
            case Method.TRIMMED:
                told["trim"] = self.trim
            case Method.MAJORITY_JUDGMENT:
                told["grades"] = self.grades
        return told

    def _goes_on_by(self) -> dict[str, Any]:
        """Give who goes on, what the panel sees and whether finalists are ranked, where it is not the usual way."""
        told: dict[str, Any] = {}
        if self.round.kind == RoundKind.ASSESSMENT and self.shortlist_rule != ShortlistRule.BEST:
            told["shortlist_rule"] = self.shortlist_rule
        match self.round.kind, self.shortlist_rule:
            case RoundKind.ASSESSMENT, ShortlistRule.THRESHOLD:
                told["threshold"] = plain(self.threshold or Decimal(0))
            case RoundKind.ASSESSMENT, ShortlistRule.SHARE:
                told["share"] = self.share
        if self.at_the_cut != AtTheCut.LADDER:
            told["at_the_cut"] = self.at_the_cut
        if self.panel_sees != PanelSees.NUMBERS:
            told["panel_sees"] = self.panel_sees
        if self.round.call.finalists_ranked:
            told["finalists_ranked"] = True
        return told
