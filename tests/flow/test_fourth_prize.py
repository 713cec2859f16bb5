"""A fourth prize with gates, form, rubric and rounds of its own, made through the administration's pages alone.

No line of code knows of it; then its whole cycle runs, to the announced winner and the recount.
"""

import datetime as dt
import zoneinfo

import pytest
from django.conf import settings
from django.urls import reverse

from nominations import drafting, shape, submission
from nominations.models import Call, Cycle, Form, Nomination, Prize, Question, Step
from nominations.states import NominationStatus, Phase
from scoring.models import Laureate, Rubric
from tests.factories.people import user
from tests.nominations.pages import posted

from .stages import CLOSES, DATES, DAY, OPENS, carried_through, cast_of_staff, consented, fresh, on

pytestmark = pytest.mark.django_db

QUESTION = {"limits": "{}", "options": "[]", "shown_if": "{}", "data_class": "public", "for_jury": "on"}
GARDENERS = [
    ("Leyla Bustan", "Shiraz", "IR"),
    ("بهار گلستانی", "Isfahan", "IR"),
    ("Сад Алмалы", "Almaty", "KZ"),
    ("Mei Lanyuan", "Suzhou", "CN"),
    ("Gul Bagh", "Lahore", "PK"),
    ("Deniz Koruluk", "Bursa", "TR"),
]


@pytest.fixture(autouse=True)
def own_forms() -> None:
    shape.forget()


def test_a_fourth_prize_is_made_through_pages_and_runs_its_cycle(client):
    people = cast_of_staff()
    with on(OPENS - 30 * DAY):
        client.force_login(people["secgen"])
        call = make_prize(client)
        form = make_form(client, call)
        make_rounds(client, call, make_rubric(client))
        assert client.post(reverse("nominations:publish", kwargs=call.slugs)).status_code == 302
        form.refresh_from_db()
        assert form.frozen_at
        client.logout()
    with on(OPENS + DAY):
        assert fresh(call).phase == Phase.CALL_OPEN
        assert "Species" in client.get(reverse("nominations:form", kwargs=call.slugs)).content.decode()
    files = [nominated(fresh(call), *gardener) for gardener in GARDENERS]
    assert files[0].reference.startswith("G2031-00001-")
    assert {file.status for file in files} == {NominationStatus.SUBMITTED}
    carried_through(fresh(call), files, people)
    won = Laureate.objects.get(call=call, kind="laureate")
    page = client.get(reverse("scoring:cycle_laureates", kwargs={"cycle": "2031"})).content.decode()
    assert won.name in page
    assert "Gardener" in page


def at(model: str, *args: object) -> str:
    return reverse(f"admin:{model}_{'change' if args else 'add'}", args=args)


def send(client, address: str, fields: dict[str, object]) -> None:
    answer = client.post(address, {**posted(client, address), **fields})
    assert answer.status_code == 302, answer.context["errors"]


def each_of(prefix: str, rows: list[dict[str, str]]) -> dict[str, str]:
    told = {f"{prefix}-TOTAL_FORMS": str(len(rows))}
    return told | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }


def ask(key: str, kind: str, label: str, position: int, **more: str) -> dict[str, str]:
    told = {**QUESTION, "key": key, "kind": kind, "label_en": label, "position": str(position), "required": "on"}
    return {**told, **more}


def written(instant: dt.datetime) -> str:
    """Write an instant as the page takes it: in the forum's zone."""
    return f"{instant.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE)):%Y-%m-%d %H:%M}"


def in_two(name: str, instant: dt.datetime) -> dict[str, str]:
    """Write an instant as day and hour, each in its box."""
    day, hour = written(instant).split()
    return {f"{name}_0": day, f"{name}_1": hour}


def make_prize(client) -> Call:
    """Write prize, cycle and call with two gates."""
    prize = {"slug": "gardener", "name_en": "Gardener's Prize", "name_fa": "جایزهٔ باغبان", "purpose_en": "For shade."}
    send(client, at("nominations_prize"), prize)
    cycle = {"slug": "2031", "name_en": "2031 cycle", "year": "2031", "time_zone": "Asia/Tehran"}
    send(client, at("nominations_cycle"), cycle)
    call = {
        "cycle": str(Cycle.objects.get().pk),
        "prize": str(Prize.objects.get().pk),
        "opens_at": written(OPENS),
        "closes_at": written(CLOSES),
        "code_letter": "G",
        "letters_at_most": "2",
        "unrelated_letters_wanted": "0",
    }
    gates = [
        {"key": "living", "number": "4.1", "text_en": "The garden is alive.", "asked": "on", "position": "1"},
        {"key": "public", "number": "4.2", "text_en": "It is open to everybody.", "position": "2"},
    ]
    send(client, at("nominations_call"), {**call, **each_of("gates", gates)})
    return Call.objects.get()


def make_form(client, call: Call) -> Form:
    """Write a form of two steps, with a question that hangs on another and one whose rows repeat."""
    steps = [
        {"key": "who", "title_en": "The gardener", "filled_by": "nominator", "position": "1"},
        {"key": "garden", "title_en": "The garden", "filled_by": "nominator", "position": "2"},
    ]
    send(client, at("nominations_form"), {"call": str(call.pk), "version": "1", **each_of("steps", steps)})
    who, garden = Step.objects.order_by("position")
    contact = {"data_class": "contact", "meaning": "nominee_email"}
    email = {key: value for key, value in ask("email", "email", "Address", 2, **contact).items() if key != "for_jury"}
    first = [
        ask("name", "short", "Name", 1, meaning="nominee_name"),
        email,
        ask("city", "city", "City", 3, meaning="nominee_city"),
    ]
    send(client, at("nominations_step", who.pk), each_of("questions", first))
    kinds = '[{"value": "park", "label": {"en": "A park"}}, {"value": "roof", "label": {"en": "A roof"}}]'
    second = [
        ask("kind", "choice", "Kind", 1, options=kinds),
        ask("height", "number", "Height", 2, shown_if='{"question": "kind", "is": ["roof"]}', limits='{"least": 1}'),
        ask("trees", "rows", "Trees", 3, limits='{"rows_most": 3}'),
    ]
    send(client, at("nominations_step", garden.pk), each_of("questions", second))
    trees = Question.objects.get(key="trees")
    send(client, at("nominations_question", trees.pk), each_of("columns", [ask("species", "short", "Species", 1)]))
    return Form.objects.get()


def make_rubric(client) -> Rubric:
    """Write a rubric with two criteria on a scale of its own."""
    criteria = [
        {"key": "shade", "name_en": "Shade", "weight": "60", "position": "1"},
        {"key": "welcome", "name_en": "Welcome", "weight": "40", "position": "2"},
    ]
    anchors = [
        {"least": "1", "most": "5", "word_en": "a garden"},
        {"least": "5.5", "most": "10", "word_en": "a paradise"},
    ]
    scale = {"least": "1", "most": "10", "step": "0.5"}
    told = {"key": "gardens", "version": "1", "name_en": "Gardens", **scale}
    send(client, at("scoring_rubric"), {**told, **each_of("criteria", criteria), **each_of("anchors", anchors)})
    return Rubric.objects.get()


def make_rounds(client, call: Call, rubric: Rubric) -> None:
    """Write both rounds: some of the panel by the mean, then the whole panel, calibrated."""
    rules = {"rubric": str(rubric.pk), "quorum": "2", "shortlist": "3", "ladder": '["criterion", "preferred"]'}
    rules |= {"shortlist_rule": "best", "at_the_cut": "widens", "panel_sees": "numbers", "trim": "1"}
    for kind, span, method in (("assessment", DATES.assessment, "mean"), ("final", DATES.final, "calibrated")):
        told = {"call": str(call.pk), "kind": kind, "name_en": kind.title(), "load_at_most": "20"}
        told |= {"ballots_wanted": "3", **in_two("opens_at", span[0]), **in_two("closes_at", span[1])}
        told |= {"whole_panel": "on"} if kind == "final" else {}
        send(client, at("jury_round"), {**told, **each_of("rules", [{**rules, "method": method}])})


def nominated(call: Call, name: str, city: str, country: str) -> Nomination:
    """Begin, answer and submit as a nominator; the nominee agrees."""
    nominator = user("heer@nominators.example" if name == "Leyla Bustan" else "")
    answers = {
        "name": name,
        "email": f"nominee{country.lower()}{city.lower()}@nominees.example",
        "city": {"city": city, "country": country},
        "kind": "park",
        "trees": [{"species": "Plane"}, {"species": "Cypress"}],
    }
    with on(OPENS + 10 * DAY):
        file = drafting.begin(call, by=nominator, language="en")
        page = drafting.steps(shape.of(file.form))[0]
        file = drafting.save_step(file, by=nominator, step=page, version=file.version, gates={"living": "yes"})
        submission.submit(file, by=nominator, key=f"key-{file.pk}", answers=answers)
    file = Nomination.objects.whole().get(pk=file.pk)
    consented(file, name)
    return file
