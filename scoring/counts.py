"""The counts of one round as the results room lists them: each with when, who, why and its file; and what waits."""

from dataclasses import dataclass, replace
from typing import Any

from awards_site.canonical import digest
from awards_site.rules import has_role
from awards_site.states import Role
from jury.models import Round
from scoring.states import CorrectionStatus

from . import permissions
from .models import CastBallot, Correction, Tally
from .permissions.rounds import STAFF


@dataclass(frozen=True, slots=True)
class Counts:
    """All counts of a round, the first first, and what this reader may do about them."""

    tallies: list[Tally]
    proposed: Correction | None
    shows_reasons: bool
    may_take_file: bool
    may_propose: bool
    may_confirm: bool
    may_withdraw: bool
    is_outdated: bool

    def only_read(self) -> "Counts":
        """Give them without anything that can be done."""
        return replace(self, proposed=None, may_propose=False, may_confirm=False, may_withdraw=False)

    @property
    def files(self) -> list[int]:
        """Give the counts whose dossier this reader may take: those from before counts were sealed have none."""
        return [each.number for each in self.tallies if hasattr(each, "sealed")] if self.may_take_file else []


def counts_of(round_: Round, person: Any, tallies: list[Tally]) -> Counts | None:
    """Read the counts for a person; nothing where there are none. Reasons are for those who may hear of every file."""
    if not tallies:
        return None
    may_count = permissions.may_take_tally(person, round_)
    waiting = proposed_in(round_) if may_count else None
    return Counts(
        tallies=tallies,
        proposed=waiting,
        shows_reasons=has_role(person, *STAFF, Role.AUDITOR),
        may_take_file=permissions.may_take_result_dossier(person, round_),
        may_propose=may_count and waiting is None,
        may_confirm=bool(waiting and permissions.may_confirm_correction(person, waiting)),
        may_withdraw=bool(waiting and permissions.may_withdraw_correction(person, waiting)),
        is_outdated=may_count and waiting is None and tallies[-1].ballots_digest != digest_now(round_),
    )


def tallies_of(round_: Round) -> list[Tally]:
    """Fetch every count of a round with who took it and why, without the sealed files themselves."""
    whole = ("by", "sealed", "measured", "correction__proposed_by")
    tallies = list(
        Tally.objects.filter(round=round_).select_related(*whole).defer("sealed__content").order_by("number")
    )
    for each in tallies:
        each.round = round_
    return tallies


def proposed_in(round_: Round) -> Correction | None:
    """Give the correction that waits for a second person."""
    found = Correction.objects.filter(round=round_, status=CorrectionStatus.PROPOSED)
    known = found.select_related("proposed_by").first()
    if known is not None:
        known.round = round_
    return known


def digest_now(round_: Round) -> str:
    """Give the hash of the ballots that count now."""
    return digest(sorted(CastBallot.objects.that_count(round_).values_list("digest", flat=True)))
