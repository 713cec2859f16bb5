"""A dossier as it is read: all eligible nominations of one nominee, what the nominee added, letters, files.

What a reader may not know is left out here, before any template sees it: contact data never reach jury or board,
letters of support never the board, and nobody outside the secretariat reads a nomination that is not eligible.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from awards_site.rules import has_role
from awards_site.states import Role
from jury import permissions
from nominations import shape, translated
from nominations.models import Dossier, Evidence, LetterOfSupport, Nomination
from nominations.reading import Audience, Part, parts
from nominations.states import OPENS, FilledBy, NominationStatus, SupportStatus


@dataclass(frozen=True, slots=True)
class Filed:
    """One nomination as it is read."""

    nomination: Nomination
    nominator: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Reading:
    """One dossier as one person reads it."""

    dossier: Dossier
    audience: Audience
    filed: list[Filed]
    added: list[Part]
    letters: list[LetterOfSupport]
    evidence: list[Evidence]
    opens_files: bool

    @property
    def first(self) -> Filed | None:
        """Give the nomination that is read first."""
        return self.filed[0] if self.filed else None

    @property
    def others(self) -> list[Filed]:
        """Give the nominations that put the same person forward too."""
        return self.filed[1:]

    @property
    def nominators(self) -> list[str]:
        """Name who put the nominee forward."""
        return [each.nominator for each in self.filed if each.nominator]


def audience_of(person: Any, dossier: Dossier) -> Audience:
    """Say as what a person reads: the secretariat everything, the panel before board and auditor."""
    if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return Audience.OFFICER
    if not permissions.reading.only_board_or_auditor(person, dossier):
        return Audience.JURY
    return Audience.AUDITOR if has_role(person, Role.AUDITOR) else Audience.BOARD


def reading_of(dossier: Dossier, person: Any) -> Reading:
    """Read a dossier for somebody who may: the rule is asked by whoever calls this."""
    return read_as(dossier, audience_of(person, dossier), letters=permissions.may_read_letters(person, dossier))


def read_as(dossier: Dossier, audience: Audience, *, letters: bool) -> Reading:
    """Read a dossier for an audience that is known already, with or without the letters of support."""
    sent = list(nominations_of(dossier, audience))
    opens_files = audience != Audience.AUDITOR
    files = [each for nomination in sent for each in nomination.evidence.all()] if opens_files else []
    added = nominee_added(dossier, sent, audience)
    read = [filed(each, audience) for each in sent]
    came = letters_of(sent) if letters else []
    return Reading(dossier, audience, read, added, came, files, opens_files=opens_files)


def nominations_of(dossier: Dossier, audience: str) -> QuerySet[Nomination]:
    """Keep the nominations that a reader may know of, with their clean files and received letters."""
    sent = dossier.nominations.submitted()
    if audience != Audience.OFFICER:
        sent = sent.filter(status=NominationStatus.ELIGIBLE)
    clean = Evidence.objects.filter(scan__in=OPENS)
    received = LetterOfSupport.objects.filter(status=SupportStatus.RECEIVED)
    along = (Prefetch("evidence", clean), Prefetch("letters_of_support", received), "translations")
    return sent.select_related("form", "nominator").prefetch_related(*along).order_by("submitted_at", "pk")


def filed(nomination: Nomination, audience: Audience) -> Filed:
    """Read one nomination; board and auditor are not told who made it."""
    files = nomination.evidence.all() if audience != Audience.AUDITOR else []
    read = parts(shape.of(nomination.form), nomination.answers, audience, files)
    named = audience in {Audience.JURY, Audience.OFFICER}
    read = translated.beside(read, nomination.translations.all())
    return Filed(nomination, nomination.nominator.name if named else "", read)


def nominee_added(dossier: Dossier, sent: list[Nomination], audience: str) -> list[Part]:
    """Read what the nominee added after consenting."""
    if not sent or not dossier.consent.answers:
        return []
    read = parts(shape.of(sent[0].form), dossier.consent.answers, audience, filled_by=FilledBy.NOMINEE)
    return translated.beside(read, [each for nomination in sent for each in nomination.translations.all()])


def letters_of(sent: Iterable[Nomination]) -> list[LetterOfSupport]:
    """Gather the letters that arrived."""
    return [letter for nomination in sent for letter in nomination.letters_of_support.all()]
