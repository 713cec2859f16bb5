"""The whole wizard of the mayor's form, from the first step to the receipt, as one flow."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from nominations.models import Nomination
from nominations.states import NominationStatus
from nominations.views.tokens import token
from tests.factories.people import user
from tests.nominations import filled_in

from .filling import Filled
from .measure import Cost, visit
from .tour import browser

NAMES = ("nominee_name", "nominee_name_latin")


def wizard(world: Filled) -> Iterator[Cost]:
    """Give the cost of beginning, of the first step's page, and of the whole way to the receipt."""
    walk(world, user())
    steps = walk(world, user())
    first = next(cost for cost in steps if cost.name == "wizard, first page")
    yield first
    yield steps[0]
    whole = Cost("wizard, whole way", requests=0)
    for cost in steps[1:]:
        whole.add(cost)
    yield whole


def walk(world: Filled, nominator: Any) -> list[Cost]:
    """Fill the form in and send it, reading every page on the way."""
    call, client = world.open_call, browser(nominator)
    started, _answer = visit("wizard, beginning", client, reverse("nominations:start", kwargs=call.slugs), "post")
    nomination = Nomination.objects.filter(nominator=nominator).get()
    costs = [started]
    pages = {"eligibility": None, **filled_in.pages_of(call)}
    for number, (key, page) in enumerate(pages.items()):
        address = reverse("nominations:step", kwargs={**call.slugs, "nomination": nomination.public_id, "step": key})
        name = "wizard, first page" if number == 1 else f"read {key}"
        costs.append(visit(name, client, address)[0])
        nomination.refresh_from_db()
        own = {"nominee_email": f"n@{nominator.pk}.example"} | dict.fromkeys(NAMES, f"Nominee of {nominator.pk}")
        given = filled_in.typed(page, own) if page else filled_in.gates_of(call)
        cost, answer = visit(f"send {key}", client, address, "post", data={"version": token(nomination, key), **given})
        assert answer.status_code == 302, answer.content.decode()[:20000]
        costs.append(cost)
    costs += send(client, nomination)
    return costs


def send(client: Any, nomination: Nomination) -> Iterator[Cost]:
    """Read everything once more and submit."""
    address = reverse(
        "nominations:step", kwargs={**nomination.call.slugs, "nomination": nomination.public_id, "step": "check"}
    )
    yield visit("read check", client, address)[0]
    nomination.refresh_from_db()
    given = {"key": f"{nomination.pk:032x}", "version": nomination.version, "truth": "on"}
    cost, answer = visit("submit", client, address, "post", data=given)
    assert answer.status_code == 302, answer.content.decode()[:20000]
    yield cost
    nomination.refresh_from_db()
    assert nomination.status == NominationStatus.SUBMITTED
