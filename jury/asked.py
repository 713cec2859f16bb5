"""What a juror is asked about: the titles of a call's dossiers, what is on file, and what the data say. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards_site.mailboxes import domain_of
from jury.detection import behind, ground_between, hints
from jury.models import Conflict, Seat
from jury.states import ConflictSource, Ground, Hint
from nominations.models import Dossier

SET_ASIDE: dict[str, Promise] = {
    Ground.NOMINATOR: _("Set aside without asking: you put this nominee forward."),
    Ground.REFEREE: _("Set aside without asking: you wrote a letter of support."),
    Ground.NOMINEE: _("Set aside without asking: this is you."),
    Ground.CITY: _("Set aside without asking: you work for the same city."),
    Ground.INSTITUTION: _("Set aside without asking: you work at the same institution."),
}
DECLARED = _("You told us of a tie. You won’t read this dossier.")
IMPOSED = _("You stand aside by a decision of the chair or the secretariat.")


@dataclass(frozen=True, slots=True)
class Line:
    """One nominee, and what stands between the juror and the file."""

    dossier: Dossier
    known: Conflict | None
    ground: Ground | None
    hints: list[Hint]

    @property
    def shut(self) -> Promise | str:
        """Say why this line takes no answer any more, or nothing."""
        if self.known and self.known.shuts_the_file:
            match self.known.source:
                case ConflictSource.DECLARED:
                    return DECLARED
                case ConflictSource.IMPOSED:
                    return IMPOSED
            return SET_ASIDE.get(self.known.ground, IMPOSED)
        return SET_ASIDE[self.ground] if self.ground else ""

    @property
    def where(self) -> list[str]:
        """Say office, city and country, the city once."""
        nominee = self.dossier.nominee
        city = "" if nominee.city in nominee.office else nominee.city
        return [each for each in (nominee.office, city, nominee.country.name) if each]

    @property
    def is_answered(self) -> bool:
        """Say whether nothing is left to ask here."""
        return bool(self.known or self.ground)


def asked_of(seat: Seat) -> QuerySet[Dossier]:
    """Keep the dossiers that a juror answers for: all of the call that may come before the jury."""
    return seat.panel.call.dossiers.ready_for_the_jury().select_related("nominee")


def to_look_at(seats: Iterable[Seat], dossiers: QuerySet[Dossier]) -> dict[int, list[str]]:
    """Name, for each juror, the dossiers of the own country or e-mail domain: shown, never shut, in one statement."""
    by_country: dict[str, set[str]] = defaultdict(set)
    by_domain: dict[str, set[str]] = defaultdict(set)
    for code, country, email in dossiers.values_list("code", "nominee__country", "nominee__email"):
        by_country[country].add(code)
        by_domain[domain_of(email)].add(code)
    by_country[""] = by_domain[""] = set()
    return {seat.pk: sorted(by_country[str(seat.country)] | by_domain[domain_of(seat.user.email)]) for seat in seats}


def lines(seat: Seat, dossiers: list[Dossier]) -> list[Line]:
    """Read what stands between a juror and some dossiers, in four statements."""
    people = behind(seat.panel.call, dossiers)
    known = {row.dossier_id: row for row in seat.conflicts.filter(dossier__in=dossiers)}
    return [
        Line(each, known.get(each.pk), ground_between(seat, each, people[each.pk]), hints(seat, each, people[each.pk]))
        for each in dossiers
    ]
