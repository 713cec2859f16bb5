"""What the data already say of jurors and dossiers: ties that shut a file without asking, and hints to look twice.

Reads only. Names are compared in any script: capitals, forms of letters and punctuation make no difference.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from awards_site.mailboxes import domain_of
from jury.models import Seat
from jury.states import Ground, Hint, SeatStatus
from nominations.models import Call, Collaboration, Dossier, Handover, LetterOfSupport, Nomination
from nominations.names import normal
from nominations.states import HandoverStatus, SupportStatus


@dataclass(frozen=True, slots=True)
class People:
    """Who stands behind one dossier, besides the nominee: colleagues and former nominators count as nominators."""

    nominators: set[int] = field(default_factory=set)
    referees: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Finding:
    """One juror has, by the data, a tie to one dossier."""

    seat: Seat
    dossier: Dossier
    ground: Ground


def findings(call: Call, seats: Collection[Seat] | None = None) -> list[Finding]:
    """Find the ties of a call's jurors, in five questions to the database however many there are."""
    dossiers = list(call.dossiers.standing().select_related("nominee"))
    people = behind(call)
    jurors = seats if seats is not None else list(watched(call))
    pairs = ((seat, dossier) for seat in jurors for dossier in dossiers)
    found = ((seat, dossier, ground_between(seat, dossier, people[dossier.pk])) for seat, dossier in pairs)
    return [Finding(seat, dossier, ground) for seat, dossier, ground in found if ground]


def watched(call: Call) -> QuerySet[Seat]:
    """Keep the seats that matter: of those who sit or may yet accept."""
    statuses = (SeatStatus.INVITED, SeatStatus.ACCEPTED)
    return Seat.objects.filter(panel__call=call, status__in=statuses).select_related("user")


def behind(call: Call, dossiers: Collection[Dossier] | None = None) -> dict[int, People]:
    """Gather who put each dossier forward and who was asked to support it, of all dossiers or of some."""
    people: dict[int, People] = defaultdict(People)
    sent = Nomination.objects.submitted().filter(call=call, dossier__isnull=False)
    if dossiers is not None:
        sent = sent.filter(dossier__in=dossiers)
    for dossier, nominator, email in sent.values_list("dossier_id", "nominator_id", "nominator__email"):
        if dossier is not None:
            people[dossier].nominators.add(nominator)
            people[dossier].domains.add(domain_of(email))
    for dossier, person, email in helpers(sent):
        people[dossier].nominators.add(person)
        people[dossier].domains.add(domain_of(email))
    asked = LetterOfSupport.objects.filter(nomination__in=sent).exclude(status=SupportStatus.DECLINED)
    for dossier, email in asked.values_list("nomination__dossier_id", "email"):
        people[dossier].referees.add(email.casefold())
    return people


def helpers(sent: QuerySet[Nomination]) -> QuerySet[Collaboration, tuple[int, int, str]]:
    """Give who has or had a part in the files besides their nominators: colleagues, and who handed a file over."""
    gave = Handover.objects.filter(nomination__in=sent, status=HandoverStatus.ACCEPTED).order_by()
    parts = Collaboration.objects.filter(nomination__in=sent, joined_at__isnull=False).order_by()
    columns = ("nomination__dossier_id", "person_id", "person__email")
    return parts.values_list(*columns).union(gave.values_list("nomination__dossier_id", "by_id", "by__email"))


def ground_between(seat: Seat, dossier: Dossier, people: People) -> Ground | None:
    """Give the first ground that ties a juror to a dossier, or nothing."""
    return next(grounds(seat, dossier, people), None)


def grounds(seat: Seat, dossier: Dossier, people: People) -> Iterator[Ground]:
    """Give all grounds that tie a juror to a dossier."""
    nominee, email = dossier.nominee, seat.user.email.casefold()
    if nominee.email and nominee.email.casefold() == email:
        yield Ground.NOMINEE
    if seat.user_id in people.nominators:
        yield Ground.NOMINATOR
    if email in people.referees:
        yield Ground.REFEREE
    if same(seat.city, nominee.city) and seat.country in {nominee.country, ""}:
        yield Ground.CITY
    if same(seat.institution, nominee.institution):
        yield Ground.INSTITUTION


def hints(seat: Seat, dossier: Dossier, people: People) -> list[Hint]:
    """Say what makes a tie likely, without shutting anything."""
    found = []
    if seat.country and seat.country == dossier.nominee.country:
        found.append(Hint.COUNTRY)
    domain = domain_of(seat.user.email)
    if domain and domain in people.domains | {domain_of(dossier.nominee.email)}:
        found.append(Hint.DOMAIN)
    return found


def same(one: str, other: str) -> bool:
    """Say whether two names are the same but for the writing; nothing is the same as nothing."""
    return bool(normal(one)) and normal(one) == normal(other)
