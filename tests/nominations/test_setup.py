"""Setting a call up: what must be there before it is published, a form that freezes, a date that two people move."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import setup, shape
from nominations.models import Act, Call, DateChange, Form, Gate, Nomination, Prize, Question, Step
from nominations.states import ActKind, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db
#: two o'clock on the twentieth in Tehran, and still the nineteenth in UTC
AFTER_MIDNIGHT = dt.datetime(2099, 1, 19, 22, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


@pytest.fixture
def secretary():
    return user("", "secretary_general")


def at(name: str, call: Call) -> str:
    return reverse(f"nominations:{name}", kwargs=call.slugs)


def test_publishing_freezes_the_form_and_opens_by_itself(secretary):
    call = nominations.call(Phase.SETUP)
    act = setup.publish(call, by=secretary)
    assert (act.kind, act.by) == (ActKind.PUBLISHED, secretary)
    assert Form.objects.get().frozen_at
    assert Call.objects.get().phase == Phase.SETUP
    with clock.standing_at(call.opens_at):
        assert Call.objects.get().phase == Phase.CALL_OPEN
    with pytest.raises(Refused):
        setup.publish(Call.objects.get(), by=secretary)


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_only_the_secretary_general_publishes(role):
    with pytest.raises(Refused):
        setup.publish(nominations.call(Phase.SETUP), by=user("", role))
    with pytest.raises(Http404):
        setup.publish(nominations.call(Phase.SETUP), by=user())


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda: Form.objects.all().delete(), "Write a form."),
        (lambda: Gate.objects.all().delete(), "at least one gate"),
        (lambda: Question.objects.filter(meaning="nominee_email").delete(), "nominee_email"),
        (lambda: Question.objects.filter(key="story").update(shown_if={"question": "x", "is": ["y"]}), "hangs on"),
        (lambda: Step.objects.create(form=Form.objects.get(), key="empty", title={"en": "Void"}), "Void"),
        (lambda: Step.objects.update(filled_by="nominee"), "for the nominator"),
        (lambda: Call.objects.update(opens_at=clock.now() - 9 * DAY, closes_at=clock.now() - DAY), "still to come"),
        (lambda: Call.objects.update(screening_until=clock.now().date()), "in order"),
        (lambda: Call.objects.update(closes_at=AFTER_MIDNIGHT, screening_until=dt.date(2099, 1, 19)), "in order"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_published(secretary, damage, sentence):
    nominations.call(Phase.SETUP)
    damage()
    with pytest.raises(setup.NotReady) as stopped:
        setup.publish(Call.objects.get(), by=secretary)
    assert any(sentence in each for each in stopped.value.missing)
    assert not Act.objects.exists()


def test_a_later_closing_date_needs_two_people(secretary):
    call = nominations.call(Phase.CALL_OPEN)
    draft = nominations.draft(call)
    later = call.closes_at + 7 * DAY
    change = setup.propose_date(call, closes_at=later, reason="A holiday.", by=secretary)
    assert Call.objects.get().closes_at == call.closes_at
    with pytest.raises(Refused, match="second person"):
        setup.confirm_date(change, by=secretary)
    setup.confirm_date(change, by=user("", "officer"))
    assert Call.objects.get().closes_at == later
    assert Act.objects.get(kind=ActKind.DATE_CHANGED).reason == "A holiday."
    assert Letter.objects.get().to == draft.nominator.email
    assert [event.what for event in AuditEvent.objects.all()] == ["call.date_proposed", "call.date_changed"]
    with pytest.raises(Refused):
        setup.confirm_date(change, by=user("", "officer"))


def test_the_letters_of_a_later_date_are_counted_and_read_before_it_is_confirmed(client, secretary):
    call = nominations.call(Phase.CALL_OPEN)
    for language in ("en", "fa", "fa"):
        Nomination.objects.filter(pk=nominations.draft(call).pk).update(language=language)
    nominations.nomination(call)
    later = call.closes_at + 7 * DAY
    change = setup.propose_date(call, closes_at=later, reason="A holiday.", by=secretary)
    officer = user("", "officer")
    client.force_login(officer)
    bulk = client.get(reverse("nominations:setup", kwargs=call.slugs)).context["bulk"]
    assert (bulk["total"], bulk["by_language"]) == (3, [("en", 1), ("fa", 2)])
    setup.confirm_date(change, by=officer)
    for example in bulk["examples"]:
        written = Letter.objects.filter(batch=f"date-moved-{change.pk}", language=example["language"])
        assert {letter.subject for letter in written} == {example["subject"]}
        assert {letter.text.partition("http")[0] for letter in written} == {example["text"].partition("http")[0]}


def test_a_date_moves_later_only_for_a_reason_and_one_at_a_time(secretary):
    call = nominations.call(Phase.CALL_OPEN)
    for wrong in (call.closes_at, call.closes_at - DAY, clock.now() - DAY):
        with pytest.raises(setup.WrongDate):
            setup.propose_date(call, closes_at=wrong, reason="x", by=secretary)
    with pytest.raises(setup.Unexplained):
        setup.propose_date(call, closes_at=call.closes_at + DAY, reason=" ", by=secretary)
    setup.propose_date(call, closes_at=call.closes_at + DAY, reason="x", by=secretary)
    with pytest.raises(setup.ProposedAlready):
        setup.propose_date(call, closes_at=call.closes_at + DAY, reason="x", by=secretary)


@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.ASSESSMENT, Phase.EMBARGO])
def test_what_was_sealed_is_not_opened_again(secretary, phase):
    call = nominations.call(phase)
    with pytest.raises(Refused):
        setup.propose_date(call, closes_at=clock.now() + 30 * DAY, reason="x", by=secretary)


def test_a_form_is_copied_whole_and_can_be_changed_there(secretary):
    old, new = nominations.call(Phase.ANNOUNCED, cycle_slug="2025"), nominations.call(Phase.SETUP)
    step = old.forms.get().steps.get(key="work")
    rows = nominations.question(step, "works", "rows", limits={"rows_most": 3})
    Question.objects.create(step=step, parent=rows, key="title", kind="short", label={"en": "Title"})
    made = setup.copy_form(old.forms.get(), new, by=secretary)
    assert (made.version, made.frozen_at) == (2, None)
    keys = [(each.key, each.parent and each.parent.key) for each in Question.objects.filter(step__form=made)]
    assert sorted(keys, key=str) == sorted(
        [(each.key, each.parent and each.parent.key) for each in Question.objects.filter(step__form__call=old)],
        key=str,
    )
    assert made.steps.get(key="nominee").questions.get(key="name").label == {"en": "Name", "fa": "پرسش name"}
    with pytest.raises(Refused):
        setup.copy_form(old.forms.get(), new, by=user("", "officer"))


def test_a_newer_version_is_released_for_new_nominations(secretary):
    call = nominations.call(Phase.CALL_OPEN)
    begun = nominations.draft(call)
    newer = setup.copy_form(call.forms.get(), call, by=secretary)
    setup.release(newer, by=secretary)
    assert call.forms.exclude(frozen_at=None).first() == newer
    begun.refresh_from_db()
    assert begun.form != newer
    with pytest.raises(Refused):
        setup.release(newer, by=secretary)


def test_the_page_shows_what_is_missing_and_publishes(client, secretary):
    call = nominations.call(Phase.SETUP)
    gates = list(call.gates.all())
    call.gates.all().delete()
    client.force_login(secretary)
    assert "Write at least one gate." in client.get(at("setup", call)).content.decode()
    assert client.post(at("publish", call)).status_code == 409
    Gate.objects.bulk_create(gates)
    assert client.get(at("publish", call)).status_code == 405
    assert client.post(at("publish", call)).status_code == 302
    assert Act.objects.get().kind == ActKind.PUBLISHED


def test_the_page_moves_the_date_with_two_people(client, secretary):
    call = nominations.call(Phase.CALL_OPEN)
    client.force_login(secretary)
    wrong = client.post(at("propose_date", call), {"closes_at": "yesterday", "reason": "A typed reason"})
    assert "A typed reason" in wrong.content.decode()
    later = (call.closes_at + 9 * DAY).strftime("%Y-%m-%d 18:00")
    assert client.post(at("propose_date", call), {"closes_at": later, "reason": "A holiday."}).status_code == 302
    assert client.post(at("confirm_date", call)).status_code == 403
    client.force_login(user("", "officer"))
    assert "A holiday." in client.get(at("setup", call)).content.decode()
    assert client.post(at("confirm_date", call)).status_code == 302
    assert DateChange.objects.get().confirmed_at
    assert client.post(at("confirm_date", call)).status_code == 404


def test_the_page_copies_a_form(client, secretary):
    source = nominations.call(Phase.ANNOUNCED, cycle_slug="2025").forms.get()
    call = nominations.call(Phase.SETUP)
    client.force_login(secretary)
    for forged in ("", "x", "999999"):
        assert client.post(at("copy_form", call), {"source": forged}).status_code == 200
    assert client.post(at("copy_form", call), {"source": source.pk}).status_code == 302
    assert call.forms.count() == 2


@pytest.mark.parametrize("name", ["setup", "publish", "propose_date", "confirm_date", "copy_form", "release_form"])
def test_nobody_else_knows_of_the_setup(client, name):
    call = nominations.call(Phase.CALL_OPEN)
    for person in (user(), user("", "board")):
        client.force_login(person)
        assert client.post(at(name, call)).status_code in {404, 405}
        assert client.get(at(name, call)).status_code in {404, 405}


def refused(act) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_the_database_keeps_calls_forms_and_questions_whole():
    call = nominations.call(Phase.CALL_OPEN)
    form = call.forms.get()
    step = form.steps.first()
    name = step.questions.get(key="name")
    fields = {"opens_at": call.opens_at, "closes_at": call.closes_at, "code_letter": "X"}
    refused(lambda: Call.objects.create(cycle=call.cycle, prize=call.prize, **fields))
    refused(lambda: Call.objects.update(closes_at=call.opens_at))
    refused(lambda: Prize.objects.create(slug=call.prize.slug))
    refused(lambda: Form.objects.create(call=call, version=form.version))
    refused(lambda: Step.objects.create(form=form, key=step.key))
    refused(lambda: Step.objects.update(filled_by="somebody"))
    refused(lambda: Question.objects.create(step=step, key="name", kind="short"))
    refused(lambda: [Question.objects.create(step=step, parent=name, key="a", kind="short") for _ in range(2)])
    refused(lambda: Question.objects.update(kind="poem"))
    refused(lambda: Question.objects.update(data_class="gossip"))
    refused(lambda: Question.objects.filter(key="email").update(for_jury=True))
    refused(lambda: Gate.objects.create(call=call, key="office", number="9"))
    refused(lambda: Act.objects.create(call=call, kind=ActKind.PUBLISHED))
    refused(lambda: Act.objects.create(call=call, kind="coffee"))


def test_the_database_keeps_changes_of_dates_whole(secretary):
    call = nominations.call(Phase.CALL_OPEN)
    whole = {"call": call, "closed_at": call.closes_at, "closes_at": call.closes_at + DAY, "proposed_by": secretary}
    refused(lambda: DateChange.objects.create(**whole, reason=""))
    refused(lambda: DateChange.objects.create(**{**whole, "closes_at": call.closes_at}, reason="x"))
    change = DateChange.objects.create(**whole, reason="x")
    refused(lambda: DateChange.objects.create(**whole, reason="x"))
    for fields in ({"confirmed_by": secretary, "confirmed_at": clock.now()}, {"confirmed_at": clock.now()}):
        refused(lambda fields=fields: DateChange.objects.filter(pk=change.pk).update(**fields))
