"""For whom jurors vote where the panel itself draws up the shortlist."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Conflict, Round, Seat
from jury.states import SeatStatus
from nominations.models import Dossier


class ShortlistVoteQuerySet(models.QuerySet["ShortlistVote"]):
    """Votes as people look for them."""

    def of(self, person: Any) -> "ShortlistVoteQuerySet":
        """Keep a juror's own."""
        return self.filter(seat__user=person) if person.is_authenticated else self.none()

    def that_count(self, round_: Round) -> "ShortlistVoteQuerySet":
        """Keep those of jurors who still sit and have no tie to whom they voted for."""
        tied = Conflict.objects.shutting().filter(seat=models.OuterRef("seat"), dossier=models.OuterRef("dossier"))
        return self.filter(~models.Exists(tied), round=round_, seat__status=SeatStatus.ACCEPTED)


class ShortlistVote(models.Model):
    """One juror votes for one dossier to go on; changed as a whole until the chair confirms the shortlist."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="shortlist_votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="shortlist_votes")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="shortlist_votes")
    at = models.DateTimeField(default=clock.now)

    objects = ShortlistVoteQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("vote on the shortlist")
        verbose_name_plural = _("votes on the shortlist")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "seat", "dossier"], name="one_vote_of_a_juror_for_a_dossier")
        ]

    def __str__(self) -> str:
        """Name the dossier."""
        return str(self.dossier)
