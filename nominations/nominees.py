"""From a nomination to its nominee: the same person in one call is one dossier, however many put them forward.

The same address, or the same name in the same city, is the same person. Other likenesses are for an officer to judge;
what was judged is remembered: the person keeps one row, and a merged dossier's later nominations go where it went.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from nominations import letters, shape
from nominations.models import Consent, Dossier, Nomination, Nominee
from nominations.names import normal
from nominations.states import ConsentStatus

FIELDS = ("name", "name_latin", "email", "office", "institution")
#: From which likeness on two names, or two cities, may be one: found so that planted doubles are (see its tests).
ALIKE_NAME, ALIKE_CITY = 0.76, 0.7


def settle(nomination: Nomination, form: shape.Shape, given: Mapping[str, Any], opened: int | None = None) -> Dossier:
    """Find or make the dossier of whom a nomination is about, and tell a nominee who was not told.

    :param opened: how many dossiers the call has so far, where that was counted already.
    """
    told = facts(form, dict(given))
    if nomination.dossier_id:
        return corrected(nomination, told)
    nominee = find(told)
    standing = standing_dossier(nomination, nominee) if nominee else None
    if standing:
        return standing
    if opened is None:
        opened = Dossier.objects.filter(call=nomination.call).count()
    return open_dossier(nomination, nominee or Nominee.objects.create(**told), form, dict(given), opened + 1)


def standing_dossier(nomination: Nomination, person: Nominee) -> Dossier | None:
    """Find the person's dossier in the call, under whichever spelling it was opened."""
    rows = Dossier.objects.standing().filter(Q(nominee=person) | Q(nominee__same_as=person), call=nomination.call_id)
    return rows.select_related("nominee").order_by("pk").first()


def facts(form: shape.Shape, given: dict[str, Any]) -> dict[str, str]:
    """Read from the answers who it is."""
    told = {name: str(form.answer(f"nominee_{name}", given) or "") for name in FIELDS}
    place = form.answer("nominee_city", given)
    place = place if isinstance(place, Mapping) else {}
    return {**told, "city": str(place.get("city", "")), "country": str(place.get("country", ""))}


def find(told: Mapping[str, str]) -> Nominee | None:
    """Find the person among those known, in this cycle or an earlier one; of several rows the one that stands."""
    same_place = Q(city__iexact=told["city"], country=told["country"])
    same_address = Q(email__iexact=told["email"]) if told["email"] else Q(pk__in=[])
    known = list(Nominee.objects.filter(same_address | same_place).select_related("same_as").order_by("pk"))
    address = told["email"].lower()
    by_address = (each for each in known if address and each.email.lower() == address)
    by_name = (each for each in known if is_same_name(each, told))
    found = next(by_address, None) or next(by_name, None)
    return found.same_as or found if found else None


def is_same_name(known: Nominee, told: Mapping[str, str]) -> bool:
    """Say whether name and city are the same, however they are spelled."""
    if normal(known.city) != normal(told["city"]) or not told["name"]:
        return False
    ours = {normal(known.name), normal(known.name_latin)} - {""}
    return bool(ours & {normal(told["name"]), normal(told["name_latin"])})


def open_dossier(
    nomination: Nomination, nominee: Nominee, form: shape.Shape, given: dict[str, Any], number: int
) -> Dossier:
    """Open the dossier of a nominee in a call under the next number, and write to the nominee."""
    call = nomination.call
    headline = str(form.answer("headline", given) or "")[:200]
    code = f"{call.code_letter}-{number:03}"
    dossier = Dossier.objects.create(call=call, nominee=nominee, code=code, headline=headline)
    language = str(form.answer("nominee_language", given) or nomination.language)
    consent = Consent.objects.create(dossier=dossier, language=language)
    letters.consent_notice(consent, str(nomination.nominator))
    return dossier


def corrected(nomination: Nomination, told: Mapping[str, str]) -> Dossier:
    """Carry a correction over to the nominee, where nobody else put the same person forward."""
    rows = Dossier.objects.select_related("nominee", "consent", "call__cycle", "call__prize")
    dossier = rows.get(nominations=nomination)
    if Nomination.objects.filter(dossier__nominee=dossier.nominee_id).exclude(pk=nomination.pk).exists():
        return dossier
    nominee = dossier.nominee
    moved = nominee.email.lower() != told["email"].lower()
    for name, value in told.items():
        setattr(nominee, name, value)
    nominee.save()
    if moved and dossier.consent.status == ConsentStatus.ASKED:
        dossier.consent.link_version += 1
        dossier.consent.save()
        letters.consent_notice(dossier.consent, str(nomination.nominator))
    return dossier
