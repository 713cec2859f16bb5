"""Who may be the same person as whom: few candidates from the database by the keys of their names, then judged.

Reads only. However many files there are, and of however many of them it is asked, the statements are the same few.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from nominations.methods.bones import WORDS_AT_MOST, bones_of
from nominations.methods.likeness import likeness
from nominations.models import Call, Dossier, Nomination, Nominee, NomineeKey, Pairing
from nominations.names import normal
from nominations.nominees import ALIKE_CITY, ALIKE_NAME
from nominations.states import BEFORE_THE_JURY, NominationStatus

GONE = (NominationStatus.DRAFT, NominationStatus.WITHDRAWN)
#: So many keys in common are judged for one page; more is a flood, and the first of it says enough.
MATCHES_AT_MOST = 2_000
SHOWN_AT_MOST = 20
#: Where a whole call is looked through: so many pairs are judged, of so many people under one key; and how much more
#: a common address weighs than a common sound.
PAIRS_AT_MOST, SHARED_AT_MOST, SURE = 4_000, 100, 9


@dataclass(frozen=True, slots=True)
class Likeness:
    """A dossier that may speak of the same person, and why."""

    dossier: Dossier
    #: by which the other dossier is opened on the desk
    file: UUID
    reasons: tuple[str, ...]


def undecided(call: Call, dossiers: Iterable[Dossier]) -> dict[int, list[Likeness]]:
    """Give, for each dossier that has any, the others that may be the same person's and wait for an officer's word."""
    asked = dossiers if call.phase in BEFORE_THE_JURY else []
    return left_open(alike(asked, Dossier.objects.standing().filter(call=call), Nomination.objects.filter(call=call)))


def beside(
    here: Dossier | None, dossiers: Iterable[Dossier], person: Any, pairings: Collection[Pairing] | None = None
) -> tuple[dict[int, list[Likeness]], list[Likeness]]:
    """Give what `undecided` gives of a call's dossiers, and who in other calls and cycles may be the person of one.

    Of other calls those alone whose files this reader may open. Both in the statements of one.

    :param pairings: what officers decided on these dossiers, where that was read already.
    """
    if here is None:
        return {}, []
    asked = [here, *dossiers] if here.call.phase in BEFORE_THE_JURY else [here]
    found = alike(asked, Dossier.objects.standing(), Nomination.objects.visible_to(person))
    elsewhere = [each for each in found[here.pk] if each.dossier.call_id != here.call_id]
    within = {pk: [each for each in near if each.dossier.call_id == here.call_id] for pk, near in found.items()}
    is_early = here.call.phase in BEFORE_THE_JURY
    return left_open(within, pairings) if is_early else {}, elsewhere[:SHOWN_AT_MOST]


def left_open(
    found: Mapping[int, list[Likeness]], pairings: Collection[Pairing] | None = None
) -> dict[int, list[Likeness]]:
    """Keep the pairs on which no officer decided."""
    rows = decisions_on(found) if pairings is None else pairings
    known = {frozenset((row.dossier_id, row.other_id)) for row in rows}
    left = {pk: [each for each in near if frozenset({pk, each.dossier.pk}) not in known] for pk, near in found.items()}
    return {pk: near[:SHOWN_AT_MOST] for pk, near in left.items() if near}


def decisions_on(dossiers: Iterable[int]) -> QuerySet[Pairing]:
    """Give what officers decided on pairs in which one of these stands."""
    ours = list(dossiers)
    return Pairing.objects.filter(Q(dossier__in=ours) | Q(other__in=ours)).order_by("at", "pk")


def named_twice(call: Call) -> set[int]:
    """Give the dossiers of a call that may be another's too and wait for an officer's word, in three statements."""
    if call.phase not in BEFORE_THE_JURY:
        return set()
    pairs = likely_pairs(call)
    rows = Dossier.objects.standing().filter(call=call, nominee__in={person for pair in pairs for person in pair})
    met = {each.nominee_id: each for each in opened_by_a_file(rows, Nomination.objects.filter(call=call))}
    rows_decided = decisions_on(each.pk for each in met.values()).values_list("dossier", "other")
    known = {frozenset(pair) for pair in rows_decided}
    near = ([met[one], met[other]] for one, other in pairs if {one, other} <= met.keys())
    undecided_on = (pair for pair in near if frozenset(each.pk for each in pair) not in known)
    return {each.pk for one, other in undecided_on if why(one.nominee, other.nominee) for each in (one, other)}


def likely_pairs(call: Call) -> list[tuple[int, int]]:
    """Give the nominees of a call that share keys, two by two, those with the most in common first."""
    ours = Dossier.objects.standing().filter(call=call).values("nominee")
    by_key: dict[str, list[int]] = defaultdict(list)
    rows = NomineeKey.objects.filter(nominee__in=ours).order_by("nominee", "key")
    for key, nominee in rows.values_list("key", "nominee"):
        by_key[key].append(nominee)
    shared: Counter[tuple[int, int]] = Counter()
    for key, people in by_key.items():
        weight = SURE if key.startswith(("@", "=")) else 1
        shared.update(dict.fromkeys(combinations(people[:SHARED_AT_MOST], 2), weight))
    return [pair for pair, _often in shared.most_common(PAIRS_AT_MOST)]


def sounding_like(call: Call, words: str) -> set[int]:
    """Give the nominees of a call with a word in name or city like each of these, whatever script either is in."""
    sought = words.split()[:WORDS_AT_MOST]
    keys = Q()
    for bone in bones_of(words):
        keys |= Q(key__startswith=f"{bone}.") | Q(key__endswith=f".{bone}")
    if not keys:
        return set()
    near = Exists(NomineeKey.objects.filter(keys, nominee=OuterRef("pk")))
    rows = Nominee.objects.filter(near, dossiers__call=call).order_by("pk").distinct()
    told = rows.values_list("pk", "name", "name_latin", "city")[:MATCHES_AT_MOST]
    return {pk for pk, *texts in told if all(sounds_in(word, " ".join(texts).split()) for word in sought)}


def sounds_in(word: str, said: Iterable[str]) -> bool:
    """Say whether one of several words sounds like a word."""
    return any(likeness(word, each) >= ALIKE_NAME for each in said)


def alike(
    dossiers: Iterable[Dossier], among: QuerySet[Dossier], files: QuerySet[Nomination]
) -> dict[int, list[Likeness]]:
    """Judge all that share a key with one of these dossiers, in two statements."""
    asked = list({each.pk: each for each in dossiers}.values())
    sought = {key for each in asked for key in each.nominee.found_under}
    by_key: dict[str, dict[int, Dossier]] = defaultdict(dict)
    for other in opened_by_a_file(among.filter(nominee__in=people_under(sought)), files):
        for key in other.nominee.found_under & sought:
            by_key[key][other.pk] = other
    found = {}
    for here in asked:
        near = {pk: other for key in here.nominee.found_under for pk, other in by_key[key].items() if pk != here.pk}
        found[here.pk] = likest(here, near.values())
    return found


def people_under(keys: Collection[str]) -> set[int]:
    """Give the nominees that stand under some keys; by the index of keys, whoever else there is."""
    rows = NomineeKey.objects.filter(key__in=keys).order_by("key", "nominee")
    return set(rows.values_list("nominee", flat=True)[:MATCHES_AT_MOST])


def opened_by_a_file(rows: QuerySet[Dossier], files: QuerySet[Nomination]) -> QuerySet[Dossier]:
    """Keep the dossiers that have a file by which they are opened, and name it."""
    first = files.filter(dossier=OuterRef("pk")).exclude(status__in=GONE).order_by("submitted_at", "pk")
    rows = rows.annotate(file=Subquery(first.values("public_id")[:1])).filter(file__isnull=False)
    return rows.select_related("nominee", "call__cycle", "call__prize")


def likest(here: Dossier, others: Iterable[Dossier]) -> list[Likeness]:
    """Keep those that may be the same person, the most alike first."""
    judged = ((why(here.nominee, other.nominee), other) for other in others)
    near = [(reasons, other) for reasons, other in judged if reasons]
    near.sort(key=lambda pair: (-name_likeness(here.nominee, pair[1].nominee), pair[1].code))
    return [Likeness(other, other.file, reasons) for reasons, other in near]  # type: ignore[attr-defined]  # annotated


def why(ours: Nominee, theirs: Nominee) -> tuple[str, ...]:
    """Say in words why two may be one person; nothing where a key in common is all there is."""
    is_known = ours.person == theirs.person
    same_address = bool(ours.email) and ours.email.casefold() == theirs.email.casefold()
    name, city = name_likeness(ours, theirs), likeness(ours.city, theirs.city)
    nowhere = not (ours.city or theirs.city)
    sounds = name >= ALIKE_NAME and (city >= ALIKE_CITY or nowhere)
    if not (is_known or same_address or sounds):
        return ()
    said = [_("found to be the same person before")] if is_known else []
    said += [_("the same address")] if same_address else []
    return (*said, *of_name(ours, theirs, name), *of_city(ours, theirs, city))


def name_likeness(ours: Nominee, theirs: Nominee) -> float:
    """Compare two people's names, each as written and in Latin letters, by the pair that is most alike."""
    return max(likeness(one, other) for one, other in product(spelled(ours), spelled(theirs)))


def spelled(nominee: Nominee) -> tuple[str, ...]:
    """Give the ways in which a person's name is written."""
    return (nominee.name, nominee.name_latin) if nominee.name_latin else (nominee.name,)


def of_name(ours: Nominee, theirs: Nominee, alike_by: float) -> Iterator[str]:
    """Say in words how alike the names are, if they are."""
    if {normal(each) for each in spelled(ours)} & {normal(each) for each in spelled(theirs)} - {""}:
        yield _("the same name")
    elif alike_by >= ALIKE_NAME:
        yield _("the name sounds alike: %(percent)s %%") % {"percent": localdigits(round(100 * alike_by))}


def of_city(ours: Nominee, theirs: Nominee, alike_by: float) -> Iterator[str]:
    """Say in words how alike the cities are, if they are."""
    if ours.city and normal(ours.city) == normal(theirs.city):
        yield _("the same city")
    elif alike_by >= ALIKE_CITY:
        yield _("the same city in other letters")
