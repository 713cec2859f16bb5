"""A fourth prize, with gates and a form of its own, made through pages alone; no line of code knows of it."""

import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from awards_site import clock
from nominations import drafting, shape, submission
from nominations.models import Call, Cycle, Form, Prize, Question, Step
from nominations.states import NominationStatus, Phase
from tests.factories.nominations import DAY
from tests.factories.people import user
from tests.nominations.pages import posted

pytestmark = pytest.mark.django_db

QUESTION = {"limits": "{}", "options": "[]", "shown_if": "{}", "data_class": "public", "for_jury": "on"}


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


def at(model: str, *args: object) -> str:
    return reverse(f"admin:nominations_{model}_{'change' if args else 'add'}", args=args)


def send(client, address: str, fields: dict[str, object], *, rows: int = 0) -> None:
    told = {**posted(client, address, extra=rows), **fields}
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.context["errors"]


def each_of(prefix: str, rows: list[dict[str, str]]) -> dict[str, str]:
    told = {f"{prefix}-TOTAL_FORMS": str(len(rows))}
    return told | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }


def ask(key: str, kind: str, label: str, position: int, **more: str) -> dict[str, str]:
    told = {**QUESTION, "key": key, "kind": kind, "label_en": label, "position": str(position), "required": "on"}
    return {**told, **more}


def make_prize(client) -> Call:
    """Write prize, cycle and call with two gates."""
    prize = {"slug": "gardener", "name_en": "Gardener's Prize", "name_fa": "جایزهٔ باغبان", "purpose_en": "For shade."}
    send(client, at("prize"), prize)
    send(client, at("cycle"), {"slug": "2031", "name_en": "2031 cycle", "year": "2031", "time_zone": "Asia/Tehran"})
    now = clock.now()
    call = {
        "cycle": str(Cycle.objects.get().pk),
        "prize": str(Prize.objects.get().pk),
        "opens_at": f"{now - DAY:%Y-%m-%d} 09:00",
        "closes_at": f"{now + 30 * DAY:%Y-%m-%d} 18:00",
        "code_letter": "G",
        "letters_at_most": "2",
    }
    gates = [
        {"key": "living", "number": "4.1", "text_en": "The garden is alive.", "asked": "on", "position": "1"},
        {"key": "public", "number": "4.2", "text_en": "It is open to everybody.", "position": "2"},
    ]
    send(client, at("call"), {**call, **each_of("gates", gates)})
    return Call.objects.get()


def make_form(client, call: Call) -> Form:
    """Write a form of two steps, with a question that hangs on another and one whose rows repeat."""
    steps = [
        {"key": "who", "title_en": "The gardener", "filled_by": "nominator", "position": "1"},
        {"key": "garden", "title_en": "The garden", "filled_by": "nominator", "position": "2"},
    ]
    send(client, at("form"), {"call": str(call.pk), "version": "1", **each_of("steps", steps)})
    who, garden = Step.objects.order_by("position")
    contact = {"data_class": "contact", "meaning": "nominee_email"}
    email = {key: value for key, value in ask("email", "email", "Address", 2, **contact).items() if key != "for_jury"}
    first = [
        ask("name", "short", "Name", 1, meaning="nominee_name"),
        email,
        ask("city", "city", "City", 3, meaning="nominee_city"),
    ]
    send(client, at("step", who.pk), each_of("questions", first))
    kinds = '[{"value": "park", "label": {"en": "A park"}}, {"value": "roof", "label": {"en": "A roof"}}]'
    second = [
        ask("kind", "choice", "Kind", 1, options=kinds),
        ask("height", "number", "Height", 2, shown_if='{"question": "kind", "is": ["roof"]}', limits='{"least": 1}'),
        ask("trees", "rows", "Trees", 3, limits='{"rows_most": 3}'),
    ]
    send(client, at("step", garden.pk), each_of("questions", second))
    trees = Question.objects.get(key="trees")
    send(client, at("question", trees.pk), each_of("columns", [ask("species", "short", "Species", 1)]))
    return Form.objects.get()


def test_a_fourth_prize_is_made_published_and_nominated_for(client):
    client.force_login(user("", "secretary_general"))
    call = make_prize(client)
    form = make_form(client, call)
    assert client.post(reverse("nominations:publish", kwargs=call.slugs)).status_code == 302
    form.refresh_from_db()
    assert form.frozen_at
    call = Call.objects.get()
    assert call.phase == Phase.CALL_OPEN
    client.logout()
    assert "Species" in client.get(reverse("nominations:form", kwargs=call.slugs)).content.decode()
    file = nominated(call)
    assert (file.status, file.reference.startswith("G2031-00001-")) == (NominationStatus.SUBMITTED, True)
    assert file.dossier.nominee.name == "Leyla Bustan"


def nominated(call: Call):
    """Begin, answer and submit as a nominator."""
    nominator = user("heer@nominators.example")
    file = drafting.begin(call, by=nominator, language="en")
    answers = {
        "name": "Leyla Bustan",
        "email": "leyla@nominees.example",
        "city": {"city": "Shiraz", "country": "IR"},
        "kind": "park",
        "trees": [{"species": "Plane"}, {"species": "Cypress"}],
    }
    page = drafting.steps(shape.of(file.form))[0]
    file = drafting.save_step(file, by=nominator, step=page, version=file.version, gates={"living": "yes"})
    submission.submit(file, by=nominator, key=uuid.uuid4().hex, answers=answers)
    file.refresh_from_db()
    return file
