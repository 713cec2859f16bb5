"""One nominator's file: its answers, its files, every version submitted, and the letters of support."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.rules import has_role
from awards_site.states import Role
from nominations.states import (
    AFTER_ACTS,
    BEFORE_DELIBERATION,
    ActKind,
    NominationStatus,
    ScanStatus,
    SupportStatus,
)

from .form import Form, Question
from .nominee import Dossier
from .prize import Act, Call

AFTER_THE_ROUNDS = tuple(kind for kind, phase in AFTER_ACTS if phase not in BEFORE_DELIBERATION)
MOVES_ON = tuple(kind for kind, _phase in AFTER_ACTS)


def has_act(*kinds: str) -> models.Q:
    """Ask the database whether a nomination's call has one of these acts on record."""
    return models.Q(models.Exists(Act.objects.filter(call=models.OuterRef("call"), kind__in=kinds)))


def started(now: dt.datetime) -> models.Q:
    """Ask the database whether a nomination's call was published and has opened."""
    return models.Q(call__opens_at__lte=now) & has_act(ActKind.PUBLISHED)


class KindsOfActs(models.Aggregate):
    """All kinds of acts of a call in one text, so that its phase comes with the row."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Call it as SQLite does."""
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations as people look for them."""

    def of(self, person: Any) -> "NominationQuerySet":
        """Keep a nominator's own."""
        return self.filter(nominator=person) if person.is_authenticated else self.none()

    def visible_to(self, person: Any) -> "NominationQuerySet":
        """Keep what a person may read: the own, and for the secretariat and the auditor what was sent.

        The same answer as the rule `may_read_nomination`, asked of the database.
        """
        if not person.is_authenticated:
            return self.none()
        return self.filter(self._own(person) | self._by_role(person))

    def _own(self, person: Any) -> models.Q:
        """Say what of a nominator's own is there: what was sent for ever, a draft until the last round closes."""
        alive = started(clock.now()) & ~has_act(*AFTER_THE_ROUNDS)
        return models.Q(nominator=person) & (~models.Q(status=NominationStatus.DRAFT) | alive)

    def _by_role(self, person: Any) -> models.Q:
        """Say what of others' files a role opens."""
        sent = ~models.Q(status=NominationStatus.DRAFT) & ~models.Q(dossier__in=Dossier.objects.shut_to(person))
        if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
            return sent
        if has_role(person, Role.AUDITOR):
            now = clock.now()
            return sent & started(now) & (models.Q(call__closes_at__lte=now) | has_act(*MOVES_ON))
        return models.Q(pk__in=[])

    def submitted(self) -> "NominationQuerySet":
        """Keep what was sent: drafts belong to their authors alone."""
        return self.exclude(status=NominationStatus.DRAFT)

    def at_once(self) -> "NominationQuerySet":
        """Fetch a file with its call, the call's phase and its form in one statement; see `Nomination.knows_phase`."""
        acts = Act.objects.filter(call=models.OuterRef("call")).order_by().values("call")
        kinds = acts.annotate(kinds=KindsOfActs("kind")).values("kinds")
        return self.select_related("call__cycle", "call__prize", "form").annotate(act_kinds=models.Subquery(kinds))

    def whole(self) -> "NominationQuerySet":
        """Fetch along what a page about one file says."""
        return self.select_related(
            "call__cycle", "call__prize", "form", "nominator", "dossier__nominee", "dossier__consent"
        ).prefetch_related("call__acts")


class Nomination(models.Model):
    """One nominator's file for one nominee in one call."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="nominations")
    form = models.ForeignKey(Form, models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="nominations")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="nominations")
    status = models.CharField(max_length=12, choices=NominationStatus.choices, default=NominationStatus.DRAFT)
    reference = models.CharField(_("reference"), max_length=20, null=True, blank=True, unique=True)
    #: {question key: value}: the valid answers as they stand
    answers = models.JSONField(default=dict, blank=True)
    #: {step key: {field: [text, ...]}}: what was typed, valid or not
    typed = models.JSONField(default=dict, blank=True)
    gates_answered = models.JSONField(default=dict, blank=True)
    step = models.SlugField(blank=True)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        indexes: ClassVar = [models.Index(fields=["call", "status", "submitted_at"], name="screening_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=NominationStatus.values), name="nomination_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=NominationStatus.DRAFT)
                | models.Q(submitted_at__isnull=False, reference__isnull=False, dossier__isnull=False),
                name="what_is_sent_has_reference_and_time",
            ),
        ]

    def knows_phase(self) -> "Nomination":
        """Tell the call which acts stand, where they came along with this row (a referral needs their order)."""
        kinds = frozenset(str(getattr(self, "act_kinds", None) or "").split(",")) - {""}
        if ActKind.REFERRED_BACK not in kinds:
            self.call.__dict__["recorded"] = kinds
        return self

    def __str__(self) -> str:
        """Give reference or say that it is a draft."""
        return self.reference or str(_("draft"))


class Submission(models.Model):
    """A file as it was sent: never changed; a correction is a new one."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, unique=True)
    answers = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "number"], name="one_submission_of_a_number")
        ]

    def __str__(self) -> str:
        """Give the file and the number."""
        return f"{self.nomination} ({self.number})"


def name_of_our_own(evidence: "Evidence", _client_name: str) -> str:
    """Name a stored file by us: the name it came with never reaches a path."""
    return f"{evidence.public_id.hex[:2]}/{evidence.public_id.hex}"


class Evidence(models.Model):
    """A file of a nomination, stored outside the web root under a name of our own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="evidence")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    file = models.FileField(upload_to=name_of_our_own, max_length=200)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=ScanStatus.choices, default=ScanStatus.CLEAN)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "question", "sha256"], name="one_copy_of_a_file"),
            models.CheckConstraint(condition=models.Q(scan__in=ScanStatus.values), name="scan_status_is_known"),
        ]

    def __str__(self) -> str:
        """Give the title it came with."""
        return self.title


class LetterOfSupport(models.Model):
    """A letter by a referee, asked for by name and address, written from a link without account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="letters_of_support")
    name = models.CharField(_("referee's name"), max_length=150)
    email = models.EmailField(_("referee's e-mail address"))
    relation = models.CharField(_("how they know the nominee"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    unrelated = models.BooleanField(_("outside the nominee's institution"), default=False)
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=10, choices=SupportStatus.choices, default=SupportStatus.REQUESTED)
    text = models.TextField(blank=True)
    link_version = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(default=clock.now)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "email"], name="one_letter_of_a_referee"),
            models.CheckConstraint(condition=models.Q(status__in=SupportStatus.values), name="support_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=SupportStatus.RECEIVED)
                | models.Q(received_at__isnull=False) & ~models.Q(text=""),
                name="received_letter_has_text_and_time",
            ),
        ]

    def __str__(self) -> str:
        """Name the referee."""
        return self.name

    def as_token(self) -> dict[str, Any]:
        """Give what the referee's link carries."""
        return {"support": self.pk, "version": self.link_version}
