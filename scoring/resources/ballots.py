"""The ballots of a closed round as they count, out of the house."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from import_export import fields, resources

from jury.models import Round
from scoring.methods.ballots import Level
from scoring.models import CastBallot, Rules
from scoring.totals import total, two_places

from .columns import GRADE, RANK

ROWS_AT_ONCE = 1_000


class BallotResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """The ballots of a closed round, one a row, with a column for each criterion, or for the rank or the grade."""

    juror = fields.Field(column_name="juror")
    dossier = fields.Field("ballot__assignment__dossier__code", "dossier")
    number = fields.Field("number", "version")
    cast_at = fields.Field(column_name="cast_at")
    total = fields.Field(column_name="total")
    digest = fields.Field("digest", "fingerprint")

    def __init__(self, round_: Round, *, identified: bool) -> None:
        """Add the columns of what was written; jurors go by name only where the reader may know it."""
        super().__init__()
        self.round, self.identified = round_, identified
        self.criteria = list(round_.rules.rubric.criteria.all())
        if round_.rules.level is not Level.MARKS:
            del self.fields["total"]
        for key in keys_of(round_.rules):
            self.fields[f"mark-{key}"] = MarkField(key)

    def dehydrate_juror(self, casting: CastBallot) -> str:
        """Name the juror, or give a word that is the same for all of the juror's ballots and says nothing else."""
        seat = casting.ballot.assignment.seat
        return str(seat.user) if self.identified else pseudonym(self.round, str(seat.public_id))

    def dehydrate_cast_at(self, casting: CastBallot) -> str:
        """Give the instant in UTC."""
        return casting.at.isoformat(timespec="seconds")

    def dehydrate_total(self, casting: CastBallot) -> str:
        """Give the weighted total."""
        marks = {each.pk: Decimal(casting.marks[each.key]) for each in self.criteria if each.key in casting.marks}
        return str(two_places(total(marks, self.criteria)) or "")

    def rows(self) -> Iterator[list[Any]]:
        """Give headings and rows, fetched in one statement however many there are."""
        yield self.get_export_headers()
        for casting in castings_that_count(self.round).iterator(chunk_size=ROWS_AT_ONCE):
            yield self.export_resource(casting)


class MarkField(fields.Field):  # type: ignore[misc]  # import-export has no types
    """The mark on one criterion, the rank or the grade."""

    def __init__(self, key: str) -> None:
        """Know its key."""
        super().__init__(column_name=key)
        self.key = key

    def export(self, instance: CastBallot, **_kwargs: Any) -> str:
        """Give it as it was cast."""
        return str(instance.marks.get(self.key, ""))


def keys_of(rules: Rules) -> list[str]:
    """Name what a cast ballot holds."""
    match rules.level:
        case Level.RANKS:
            return [RANK]
        case Level.GRADES:
            return [GRADE]
    return [criterion.key for criterion in rules.rubric.criteria.all()]


def castings_that_count(round_: Round) -> QuerySet[CastBallot]:
    """Give the last casting of each ballot that counts."""
    standing = CastBallot.objects.that_count(round_)
    whole = standing.select_related("ballot__assignment__seat__user", "ballot__assignment__dossier")
    return whole.order_by("ballot__assignment__dossier__code", "digest")


def pseudonym(round_: Round, seat: str) -> str:
    """Give a juror's word in a table: nobody without the house's secret can tell whose it is."""
    return "J-" + salted_hmac("scoring.ballots", f"{round_.pk}:{seat}", algorithm="sha256").hexdigest()[:8]
