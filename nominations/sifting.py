"""Which files the queue shows: by state, mark, country, language, age and words, as its address says.

Each filter is a condition asked of the database, so that it filters a page, counts for a saved filter and finds the
neighbours of a file alike. Reads only.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations import alike, queue
from nominations.models import Call, Evidence, Gate, GateFinding, LetterOfSupport, Nomination, Preparation, SavedFilter
from nominations.states import (
    BY_THE_NOMINEE,
    CONSENTING,
    ConsentStatus,
    GateState,
    NominationStatus,
    ScanStatus,
    SupportStatus,
)

OVERDUE, DOUBLE = "overdue", "double"
MARKS = (
    ("consent", _("Consent is missing")),
    ("letters", _("Letters are missing")),
    (DOUBLE, _("Maybe named twice")),
    (OVERDUE, _("Returned and overdue")),
    ("held", _("A file is held back")),
    ("met", _("All gates are met")),
    ("noted", _("All gates are noted")),
    ("asked", _("A gate is to be asked")),
    ("not_met", _("A gate is not met")),
    ("prepared", _("A decision waits to be confirmed")),
)
NEW = "new"
AGES = (
    (NEW, _("3 days or less")),
    ("7", _("7 days or more")),
    ("14", _("14 days or more")),
    ("30", _("30 days or more")),
)
NEW_IS = dt.timedelta(days=3)
GENERAL = {"state": queue.UNDECIDED}


@dataclass(frozen=True, slots=True)
class Sieve:
    """A choice of files, as it stands in the address of the queue."""

    state: str = queue.UNDECIDED
    mark: str = ""
    country: str = ""
    language: str = ""
    age: str = ""
    q: str = ""

    @property
    def wanted(self) -> dict[str, str]:
        """Give what differs from the queue as it opens."""
        return {name: value for name, value in asdict(self).items() if value != GENERAL.get(name, "")}

    @property
    def query(self) -> str:
        """Write it as it stands in an address."""
        return urlencode(self.wanted)


def of(given: Mapping[str, Any]) -> Sieve:
    """Make a choice of files of what somebody asked for; what is returned and overdue is in one state alone."""
    told = {name: str(given.get(name) or "") for name in Sieve.__dataclass_fields__}
    state = NominationStatus.RETURNED.value if told["mark"] == OVERDUE else told["state"] or queue.UNDECIDED
    number, _fits = queue.number_meant(told["q"])
    if number:  # whoever has a number wants that file, wherever it stands
        return Sieve(state=queue.EVERYTHING, q=number)
    return Sieve(**{**told, "state": state})


class Sifting:
    """The files of a call for one reader, and what is known of all of them where a filter asks for it."""

    def __init__(self, call: Call, person: Any) -> None:
        """Know whose desk it is."""
        self.call, self.rows = call, queue.files_of(call, person)

    @cached_property
    def doubles(self) -> set[int]:
        """Give the dossiers that may be another's too."""
        return alike.named_twice(self.call)

    def files(self, sieve: Sieve) -> Any:
        """Give the files that a choice keeps, always in the same order."""
        return self.rows.filter(self.condition(sieve))

    def counted(self, saved: list[SavedFilter]) -> list[tuple[SavedFilter, Sieve, int]]:
        """Count the files of each saved filter, all in one statement."""
        sieves = [of(each.wanted) for each in saved]
        asked = {f"f{at}": Count("pk", filter=self.condition(each) or None) for at, each in enumerate(sieves)}
        found = self.rows.order_by().aggregate(**asked) if asked else {}
        return [(each, sieves[at], found[f"f{at}"]) for at, each in enumerate(saved)]

    def condition(self, sieve: Sieve) -> Q:
        """Say what a choice of files asks of each."""
        wanted = queue.in_state(sieve.state)
        wanted &= self.marked(sieve.mark) if sieve.mark else Q()
        wanted &= Q(dossier__nominee__country=sieve.country) if sieve.country else Q()
        wanted &= Q(language=sieve.language) if sieve.language else Q()
        wanted &= aged(sieve.age) if sieve.age else Q()
        return wanted & self.speaking_of(sieve.q) if sieve.q else wanted

    def speaking_of(self, words: str) -> Q:
        """Say which files hold the words, or a name or city that sounds like them in another script."""
        return queue.holding(words) | Q(dossier__nominee__in=alike.sounding_like(self.call, words))

    def marked(self, mark: str) -> Q:
        """Say which files have something about them."""
        if mark == DOUBLE:
            return Q(dossier__in=self.doubles)
        return letters_missing(self.call) if mark == "letters" else MARKED[mark]()


def aged(age: str) -> Q:
    """Say which files came so long ago."""
    now = clock.now()
    if age == NEW:
        return Q(submitted_at__gte=now - NEW_IS)
    return Q(submitted_at__lte=now - dt.timedelta(days=int(age)))


def letters_missing(call: Call) -> Q:
    """Say which files have fewer letters of support than the call wants; where it wants none, which wait for one."""
    letters = LetterOfSupport.objects.filter(nomination=OuterRef("pk")).order_by()
    if not call.letters_wanted:
        return Q(Exists(letters.filter(status=SupportStatus.REQUESTED)))
    received = letters.filter(status=SupportStatus.RECEIVED).values("nomination").annotate(number=Count("pk"))
    return Q(LessThan(Coalesce(Subquery(received.values("number")), 0), call.letters_wanted))


def gate_without(**state: str) -> Exists:
    """Say whether there is a gate at which an officer did not note this."""
    noted = GateFinding.objects.filter(gate=OuterRef("pk"), nomination=OuterRef(OuterRef("pk")), **state)
    gates = Gate.objects.filter(call=OuterRef("call")).exclude(key__in=BY_THE_NOMINEE)
    return Exists(gates.filter(~Exists(noted)))


def gate_with(state: str) -> Exists:
    """Say whether an officer noted this at a gate."""
    return Exists(GateFinding.objects.filter(nomination=OuterRef("pk"), state=state))


MISSING = frozenset(ConsentStatus) - frozenset(CONSENTING)
MARKED = {
    "consent": lambda: Q(dossier__consent__status__in=MISSING),
    OVERDUE: lambda: Q(status=NominationStatus.RETURNED, correct_until__lte=clock.now()),
    "held": lambda: Q(Exists(Evidence.objects.filter(nomination=OuterRef("pk"), scan=ScanStatus.QUARANTINED))),
    "met": lambda: Q(~gate_without(state=GateState.MET)),
    "noted": lambda: Q(~gate_without()),
    "asked": lambda: Q(gate_with(GateState.ASK)),
    "not_met": lambda: Q(gate_with(GateState.NOT_MET)),
    "prepared": lambda: Q(Exists(Preparation.objects.waiting().filter(nomination=OuterRef("pk")))),
}


def countries_of(call: Call, person: Any) -> set[str]:
    """Give the countries of the nominees."""
    rows = Nomination.objects.visible_to(person).filter(call=call).submitted().order_by()
    return {str(code) for code in rows.values_list("dossier__nominee__country", flat=True).distinct() if code}
