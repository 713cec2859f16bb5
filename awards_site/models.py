"""What every app stands on: people, the roles they hold, the audit chain, the letters that go out."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from . import clock
from .states import LetterStatus, Role, WordsStatus


class UserManager(BaseUserManager["User"]):
    """Make accounts by address; a password is possible but never needed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; addresses differ by more than capitals."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def at(self, email: str, **fields: Any) -> tuple["User", bool]:
        """Find the account of an address, or make one, and say whether it is new: two at one moment get the same."""
        address = self.normalize_email(email.strip()).lower()
        return self.get_or_create(email=address, defaults={"password": make_password(None), **fields})

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for the machine's keeper, who holds no role of the awards."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account whatever the capitals."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an address: the e-mail is the login."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_for_an_address")]

    def __str__(self) -> str:
        """Name the person, or else the address."""
        return self.name or self.email

    def has_usable_password(self) -> bool:
        """Say that nobody signs in by password here: a mailed code, a passkey or a second factor opens the door."""
        return False

    @cached_property
    def roles(self) -> frozenset[str]:
        """Name the staff roles held now; asked once for each request."""
        return frozenset(self.role_grants.filter(ended_at=None).values_list("role", flat=True))


class RoleGrant(models.Model):
    """A staff role given to a person, and who gave it; an end is written, nothing is deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", "role", condition=models.Q(ended_at=None), name="one_grant_of_a_role"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=models.Q(granted_by=None) | ~models.Q(granted_by=models.F("user")),
                name="nobody_grants_themselves",
            ),
        ]

    def __str__(self) -> str:
        """Say who is what."""
        return f"{self.user}: {self.get_role_display()}"


class Session(AbstractBaseSession):
    """A session with its person beside the data: see awards_site/sessions.py."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Name the store that reads this table."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class AuditEvent(models.Model):
    """One link of the audit chain: what was done, by whom, on what. No foreign keys: it outlives everything."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    what = models.CharField(max_length=64)
    on = models.CharField(max_length=96)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes: ClassVar = [models.Index(fields=["on", "number"], name="audit_of_a_thing")]

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.number} {self.what} {self.on}"


class Letter(models.Model):
    """A letter in the outbox: written in the transaction of the move it tells of, sent by the worker, once."""

    key = models.CharField(max_length=160, unique=True)
    name = models.CharField(max_length=64)
    about = models.CharField(max_length=96, blank=True, db_index=True)
    #: the call it speaks of, as cycle/prize
    call = models.CharField(max_length=120, blank=True, db_index=True)
    #: what all letters of one act share, where an act writes to many
    batch = models.CharField(max_length=64, blank=True, db_index=True)
    to = models.EmailField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=LetterStatus.choices, default=LetterStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    written_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: after this the letter is of no use: it goes no more, and its words are forgotten (codes to sign in)
    good_until = models.DateTimeField(null=True, blank=True, db_index=True)
    fault = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ("-written_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="letters_that_are_due")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(status__in=LetterStatus.values), name="letter_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(status=LetterStatus.SENT, sent_at__isnull=False)
                | ~models.Q(status=LetterStatus.SENT) & models.Q(sent_at=None),
                name="letter_sent_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        """Say what goes to whom."""
        return f"{self.name} → {self.to}"


class LetterWords(models.Model):
    """The secretariat's own words of one letter in one language, version by version; nothing is overwritten."""

    name = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    #: both are empty where the shipped words hold again
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=WordsStatus.choices, default=WordsStatus.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint("name", "language", "number", name="one_version_of_words"),
            models.UniqueConstraint(
                "name", "language", condition=models.Q(status=WordsStatus.PROPOSED), name="one_proposal_of_words"
            ),
            models.CheckConstraint(condition=models.Q(status__in=WordsStatus.values), name="words_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(status=WordsStatus.PROPOSED, settled_by=None)
                | models.Q(status=WordsStatus.WITHDRAWN, settled_by__isnull=False)
                | models.Q(status=WordsStatus.CONFIRMED, settled_by__isnull=False)
                & ~models.Q(settled_by=models.F("proposed_by")),
                name="words_hold_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        """Say which words."""
        return f"{self.name} ({self.language}) {self.number}"


class LetterHold(models.Model):
    """Why letters are held back, by whom, and until when: one letter, all of a name, or all of one act."""

    letter = models.ForeignKey(Letter, models.CASCADE, null=True, blank=True, related_name="holds")
    name = models.CharField(max_length=64, blank=True)
    batch = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=250)
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-held_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(letter__isnull=False, name="", batch="")
                | models.Q(letter=None, batch="") & ~models.Q(name="")
                | models.Q(letter=None, name="") & ~models.Q(batch=""),
                name="a_hold_is_of_one_thing",
            ),
            models.UniqueConstraint("letter", condition=models.Q(released_at=None), name="one_hold_of_a_letter"),
            models.UniqueConstraint(
                "name", "batch", condition=models.Q(released_at=None, letter=None), name="one_hold_of_many"
            ),
        ]

    def __str__(self) -> str:
        """Say what is held."""
        return self.name or self.batch or str(self.letter)
