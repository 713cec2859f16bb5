"""Between the rounds the chair signs who goes on, by the rule that was frozen when the round opened.

Where the rule has the panel vote, each juror who reads in the round ticks whom they want to go on, and may change it
until the chair confirms.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury import rounds
from jury.models import Round
from jury.states import RoundKind
from nominations import acts
from nominations.models import Dossier

from . import cut, permissions, sight
from .models import ShortlistVote, Standing, Tally


class NoFinal(Refused):
    """The call has no final round to go on to."""


class NotTheLast(Refused):
    """A newer tally of the round exists."""


class AlreadyConfirmed(Refused):
    """The shortlist stands already."""


class NotOnTheBallot(Refused):
    """A vote names a dossier that this juror cannot vote for, or too many of them."""


def chosen(tally: Tally) -> list[Standing]:
    """Give the standings that go on by the rule of the round."""
    ranked = tally.standings.select_related("dossier__nominee").filter(dossier__code__in=cut.goes_on(tally))
    return list(ranked)


def on_the_ballot(tally: Tally, person: Any) -> QuerySet[Standing]:
    """Give those a juror may vote for: ranked, still put forward, and nobody to whom the juror has a tie."""
    ready = Dossier.objects.filter(call=tally.round.call).ready_for_the_jury()
    free = ready.exclude(pk__in=sight.tied_dossiers(person, tally.round.call))
    return tally.standings.filter(rank__isnull=False, dossier__in=free).select_related("dossier__nominee")


@transaction.atomic
def vote(tally: Tally, codes: Collection[str], *, by: Any) -> None:
    """Let a juror vote for up to as many as go on; what the juror voted before is replaced.

    :raises NotOnTheBallot: for another dossier, or for too many.
    """
    round_ = tally.round
    acts.hold(round_.call)
    permissions.may_vote_for_shortlist.require(by, round_)
    if len(set(codes)) > round_.rules.shortlist:
        raise NotOnTheBallot(Refusal(_("You ticked more than go on. Take some ticks away.")))
    open_to = {standing.dossier.code: standing.dossier for standing in on_the_ballot(tally, by)}
    if not set(codes) <= open_to.keys():
        raise NotOnTheBallot(Refusal(_("This dossier is not among those you vote on. Load the page again.")))
    seat = sight.seat_of(by, round_.call)
    ShortlistVote.objects.filter(round=round_, seat=seat).delete()
    ShortlistVote.objects.bulk_create(
        ShortlistVote(round=round_, seat=seat, dossier=open_to[code]) for code in sorted(set(codes))
    )
    audit.record(
        by=by,
        what="shortlist.voted",
        on=f"round:{round_.pk}",
        votes=len(set(codes)),
        digest=digest(sorted(set(codes))),
    )


@transaction.atomic
def confirm(tally: Tally, *, by: Any) -> list[Standing]:
    """Enter the best into the final round, once, signed by the chair."""
    acts.hold(tally.round.call)
    permissions.may_confirm_shortlist.require(by, tally.round)
    final = Round.objects.standing().filter(call=tally.round.call, kind=RoundKind.FINAL).first()
    if final is None:
        raise NoFinal(Refusal(_("This call has no final round. Add one first.")))
    if Tally.objects.filter(round=tally.round, number__gt=tally.number).exists():
        raise NotTheLast(Refusal(_("The round was counted again since. Look at the new result first.")))
    if final.entries.exists():
        raise AlreadyConfirmed(Refusal(_("The shortlist is confirmed already.")))
    standings = chosen(tally)
    if not standings:
        raise Refused(Refusal(_("By the rule of this round nobody goes on yet, so there is no shortlist.")))
    rounds.enter(final, [standing.dossier for standing in standings], by=by)
    audit.record(
        by=by,
        what="shortlist.confirmed",
        on=f"round:{final.pk}",
        dossiers=[standing.dossier.code for standing in standings],
        tally=tally.result_digest,
        rule=tally.round.rules.shortlist_rule,
        votes=cut.votes_in(tally.round),
    )
    return standings
