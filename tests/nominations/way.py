"""Walking the nominator's way by the test client."""

from typing import Any

from django.test import Client
from django.utils.datastructures import MultiValueDict

from awards_site.models import User
from nominations.models import Call, Nomination
from nominations.views.tokens import token
from tests.factories import nominations as make
from tests.factories.people import user

TYPED = {
    "eligibility": {"office": "yes"},
    "nominee": {
        "name": "Rostam Zal",
        "email": "rostam@nominee.example",
        "city_city": "Samarkand",
        "city_country": "UZ",
    },
    "work": {"headline": "Shade along the canals", "story": "Nine kilometres of open canal were cleaned."},
}
KEY = "0" * 32


def base(nomination: Nomination) -> str:
    return f"/en/{nomination.call.cycle.slug}/{nomination.call.prize.slug}/nominations/{nomination.public_id}/"


def step_of(nomination: Nomination, step: str) -> str:
    return f"{base(nomination)}step/{step}/"


def signed_in(client: Client, by: User | None = None) -> User:
    person = by or user()
    client.force_login(person)
    return person


def begin(client: Client, of: Call) -> Nomination:
    answer = client.post(f"/en/{of.cycle.slug}/{of.prize.slug}/nominate/")
    assert answer.status_code == 302, answer.content
    return Nomination.objects.latest("pk")


def post(client: Client, nomination: Nomination, step: str, typed: dict[str, Any], **more: Any) -> Any:
    fresh = Nomination.objects.get(pk=nomination.pk)
    return client.post(step_of(nomination, step), {"version": token(fresh, step), **typed, **more})


def fill(client: Client, nomination: Nomination) -> None:
    for step, typed in TYPED.items():
        answer = post(client, nomination, step, typed)
        assert answer.status_code == 302, answer.content.decode()


def send(client: Client, nomination: Nomination, key: str = KEY, **more: Any) -> Any:
    version = Nomination.objects.get(pk=nomination.pk).version
    return client.post(step_of(nomination, "check"), {"key": key, "version": version, "truth": "on", **more})


def sent(client: Client, of: Call | None = None, by: User | None = None) -> Nomination:
    signed_in(client, by)
    nomination = begin(client, of or make.call())
    fill(client, nomination)
    assert send(client, nomination).status_code == 302
    return Nomination.objects.get(pk=nomination.pk)


def raw(**typed: list[str]) -> MultiValueDict[str, str]:
    return MultiValueDict(typed)
