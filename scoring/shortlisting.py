"""Between the rounds the chair signs who goes on: the best by the count, as many as the rules say.

Where equal ranks stand at the cut, the list widens: nobody is left out by chance.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.rules import Refusal, Refused
from jury import rounds
from jury.models import Round
from jury.states import RoundKind
from nominations import acts

from . import permissions
from .models import Standing, Tally


class NoFinal(Refused):
    """The call has no final round to go on to."""


class NotTheLast(Refused):
    """A newer tally of the round exists."""


class AlreadyConfirmed(Refused):
    """The shortlist stands already."""


def chosen(tally: Tally) -> list[Standing]:
    """Give the standings that go on: every rank up to the number in the rules."""
    ranked = tally.standings.select_related("dossier__nominee").filter(rank__lte=tally.round.rules.shortlist)
    return list(ranked)


@transaction.atomic
def confirm(tally: Tally, *, by: Any) -> list[Standing]:
    """Enter the best into the final round, once, signed by the chair."""
    acts.hold(tally.round.call)
    permissions.may_confirm_shortlist.require(by, tally.round)
    final = Round.objects.filter(call=tally.round.call, kind=RoundKind.FINAL).first()
    if final is None:
        raise NoFinal(Refusal(_("This call has no final round. Add one first.")))
    if Tally.objects.filter(round=tally.round, number__gt=tally.number).exists():
        raise NotTheLast(Refusal(_("The round was counted again since. Look at the new result first.")))
    if final.entries.exists():
        raise AlreadyConfirmed(Refusal(_("The shortlist is confirmed already.")))
    standings = chosen(tally)
    if not standings:
        raise Refused(Refusal(_("No dossier has a rank, so there is no shortlist.")))
    rounds.enter(final, [standing.dossier for standing in standings], by=by)
    audit.record(
        by=by,
        what="shortlist.confirmed",
        on=f"round:{final.pk}",
        dossiers=[standing.dossier.code for standing in standings],
        tally=tally.result_digest,
    )
    return standings
