"""What waits on the secretariat's desk: the files of a call by state, found in any script, each with its neighbours.

Reads only. However many files there are, each question here is one statement.
"""

from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from awards_site.digits import normalise_digits
from nominations import references
from nominations.models import Call, GateFinding, Nomination, Preparation, Screening
from nominations.states import GateState, NominationStatus, Verdict

UNDECIDED, EVERYTHING = "undecided", "all"
STATES = (
    (UNDECIDED, _("Undecided")),
    (NominationStatus.RETURNED.value, _("Returned for correction")),
    (NominationStatus.ELIGIBLE.value, _("Eligible")),
    (NominationStatus.INELIGIBLE.value, _("Not eligible")),
    (NominationStatus.WITHDRAWN.value, _("Withdrawn")),
    (EVERYTHING, _("All files")),
)
LOOKED_INTO = ("dossier__nominee__name", "dossier__nominee__name_latin", "dossier__nominee__city")
NUMBERED = ("reference", "dossier__code")
BEFORE, AFTER = 4, 7
FILES_AT_MOST = 50

#: The same letter on an Arabic and on a Persian keyboard.
_PERSIAN = str.maketrans("يىك", "ییک")
_ARABIC = str.maketrans("یک", "يك")


def files_of(call: Call, person: Any) -> Any:
    """Give the files of a call that were sent, the longest waiting first, with what the queue says of each."""
    rows = Nomination.objects.visible_to(person).filter(call=call).submitted()
    unclear = GateFinding.objects.filter(nomination=OuterRef("pk"), state=GateState.ASK)
    returned = Screening.objects.filter(nomination=OuterRef("pk"), verdict=Verdict.RETURNED)
    prepared = Preparation.objects.waiting().filter(nomination=OuterRef("pk"))
    rows = rows.annotate(is_unclear=Exists(unclear), came_back=Exists(returned), is_prepared=Exists(prepared))
    return rows.select_related("dossier__nominee", "dossier__consent").order_by("submitted_at", "pk")


def in_state(state: str) -> Q:
    """Say which files are in a state."""
    if state == EVERYTHING:
        return Q()
    return Q(status=NominationStatus.SUBMITTED if state == UNDECIDED else state)


def search(rows: Any, words: str) -> Any:
    """Keep the files whose nominee, city or number holds the words, in any script and on any keyboard."""
    return rows.filter(holding(words))


def holding(words: str) -> Q:
    """Say which files hold the words as they are written."""
    sought = Q()
    for spelling in spellings(words):
        for place in (*LOOKED_INTO, *NUMBERED):
            sought |= Q(**{f"{place}__icontains": spelling})
    return sought


def number_meant(words: str) -> tuple[str, bool]:
    """Give the reference that was typed, if it is one, and whether its check character fits."""
    reference = references.read(normalise_digits(words))
    return reference, references.holds(reference)


def has_a_slip(words: str) -> bool:
    """Say whether a reference was typed whose check character does not fit."""
    number, fits = number_meant(words)
    return bool(number) and not fits


def spellings(words: str) -> set[str]:
    """Give the ways in which the same words may be stored (SQLite knows capitals of Latin letters alone)."""
    plain = " ".join(normalise_digits(words).replace("\0", "").split())
    keyboards = {plain, plain.translate(_PERSIAN), plain.translate(_ARABIC)}
    return {spelling for each in keyboards for spelling in (each, each.lower(), each.upper(), each.title())}


def with_counts(files: Any, person: Any) -> Any:
    """Fetch along how many files of its call wait undecided, and how many were sent."""
    rows = Nomination.objects.visible_to(person).submitted().filter(call=OuterRef("call")).order_by().values("call")
    waiting = rows.filter(status=NominationStatus.SUBMITTED).annotate(many=Count("pk")).values("many")
    return files.annotate(
        undecided=Coalesce(Subquery(waiting), 0),
        total=Coalesce(Subquery(rows.annotate(many=Count("pk")).values("many")), 0),
    )


def counts(call: Call, person: Any) -> dict[str, int]:
    """Count the files of each status."""
    rows = Nomination.objects.visible_to(person).filter(call=call).submitted().order_by()
    return dict(rows.values_list("status").annotate(number=Count("pk")))


def around(rows: Any, here: Nomination) -> tuple[list[Nomination], list[Nomination]]:
    """Give the files before and after one, as the queue beside it shows them."""
    rows = rows.exclude(pk=here.pk)
    earlier = Q(submitted_at__lt=here.submitted_at) | Q(submitted_at=here.submitted_at, pk__lt=here.pk)
    near = Q(pk__in=rows.filter(earlier).reverse().values("pk")[:BEFORE])
    near |= Q(pk__in=rows.exclude(earlier).values("pk")[:AFTER])
    found = list(rows.filter(near).annotate(is_before=ExpressionWrapper(earlier, BooleanField())))
    return [each for each in found if each.is_before], [each for each in found if not each.is_before]


def together(here: Nomination) -> list[Nomination]:
    """Give the other files of the same dossier, which name the same person."""
    gone = (NominationStatus.DRAFT, NominationStatus.WITHDRAWN)
    rows = Nomination.objects.filter(dossier=here.dossier_id).exclude(pk=here.pk).exclude(status__in=gone)
    return list(rows.select_related("dossier", "nominator").order_by("submitted_at", "pk")[:FILES_AT_MOST])
