"""Nothing typed is lost: while typing, in two windows, after the deadline, without a session."""

import datetime as dt

import pytest
from django.test import Client

from awards_site import clock
from nominations.models import Call, Nomination, Submission
from nominations.states import NominationStatus
from nominations.views.tokens import token
from tests.factories import nominations as make
from tests.nominations import way

pytestmark = pytest.mark.django_db
HALF = {"name": "Half a na", "email": "not yet an address"}


def closing_soon() -> Call:
    """A call that closes while the session still holds."""
    call = make.call()
    call.closes_at = clock.now() + 5 * make.DAY
    call.save()
    return call


@pytest.fixture
def draft(client: Client) -> Nomination:
    way.signed_in(client)
    nomination = way.begin(client, closing_soon())
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    return Nomination.objects.get()


def autosave(client: Client, nomination: Nomination, step: str, version: str, **typed: str):
    return client.post(f"{way.base(nomination)}autosave/{step}/", {"version": version, **typed})


def test_autosave_keeps_what_is_not_valid(client, draft):
    answer = autosave(client, draft, "nominee", token(draft, "nominee"), **HALF)
    assert answer.status_code == 200
    saved = Nomination.objects.get()
    assert saved.typed["nominee"] == {"name": ["Half a na"], "email": ["not yet an address"]}
    assert saved.answers == {}
    assert answer.json()["version"] == token(saved, "nominee")
    assert answer.json()["saved"].startswith("Saved ")
    page = client.get(way.step_of(draft, "nominee")).content.decode()
    assert "not yet an address" in page
    assert "error-summary" not in page


def test_autosave_twice_with_the_new_version_goes_on(client, draft):
    first = autosave(client, draft, "nominee", token(draft, "nominee"), **HALF).json()
    assert autosave(client, draft, "nominee", first["version"], name="More").status_code == 200
    assert Nomination.objects.get().typed["nominee"] == {"name": ["More"]}


def test_two_windows_on_one_step_never_overwrite_silently(client, draft):
    stale = token(draft, "nominee")
    way.post(client, draft, "nominee", way.TYPED["nominee"])
    assert autosave(client, draft, "nominee", stale, name="Other").status_code == 409
    answer = client.post(way.step_of(draft, "nominee"), {"version": stale, "name": "Sindokht", "email": "s@x.example"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Rostam Zal" in text
    assert "Sindokht" in text
    assert Nomination.objects.get().answers["name"] == "Rostam Zal"


def test_the_reader_chooses_field_by_field(client, draft):
    stale = token(draft, "nominee")
    way.post(client, draft, "nominee", way.TYPED["nominee"])
    mine = {**way.TYPED["nominee"], "name": "Sindokht", "email": "s@x.example"}
    assert client.post(way.step_of(draft, "nominee"), {"version": stale, **mine}).status_code == 409
    chosen = {**mine, "keep.name": "mine", "keep.email": "saved"}
    assert way.post(client, draft, "nominee", chosen).status_code == 302
    answers = Nomination.objects.get().answers
    assert (answers["name"], answers["email"]) == ("Sindokht", "rostam@nominee.example")


def test_two_windows_on_two_steps_do_not_disturb_each_other(client, draft):
    stale = token(draft, "work")
    way.post(client, draft, "nominee", way.TYPED["nominee"])
    answer = client.post(way.step_of(draft, "work"), {"version": stale, **way.TYPED["work"]})
    assert answer["Location"] == way.step_of(draft, "check")


def test_submitting_what_changed_in_another_window_is_refused(client, draft):
    for step in ("nominee", "work"):
        way.post(client, draft, step, way.TYPED[step])
    answer = client.post(way.step_of(draft, "check"), {"key": way.KEY, "version": draft.version, "truth": "on"})
    assert answer.status_code == 409
    assert not Submission.objects.exists()


def test_after_the_deadline_what_is_typed_is_kept_and_not_submitted(client, draft):
    way.post(client, draft, "nominee", way.TYPED["nominee"])
    with clock.standing_at(draft.call.closes_at):
        answer = way.post(client, draft, "work", {"headline": "Typed too late"})
        assert answer.status_code == 403
        assert "Typed too late" in answer.content.decode()
        assert "deadline" in answer.content.decode()
        told = autosave(client, draft, "work", "1.x", headline="Typed even later")
        assert told.status_code == 403
        assert way.send(client, draft).status_code == 403
        page = client.get(way.base(draft)).content.decode()
        assert "Typed even later" in page
    assert Nomination.objects.get().status == NominationStatus.DRAFT


def test_after_the_deadline_a_zero_byte_is_kept_nowhere(client, draft):
    with clock.standing_at(draft.call.closes_at):
        assert way.post(client, draft, "eligibility", {"office": "yes\0", "key": "\0"}).status_code == 403
    assert Nomination.objects.get().typed["eligibility~late"] == {"office": ["yes"]}


def test_submitting_is_accepted_until_the_last_moment_and_not_at_the_deadline(client, draft):
    for step in ("nominee", "work"):
        way.post(client, draft, step, way.TYPED[step])
    with clock.standing_at(draft.call.closes_at):
        assert way.send(client, draft).status_code == 403
    last = draft.call.closes_at - dt.timedelta(microseconds=1)
    with clock.standing_at(last):
        assert way.send(client, draft).status_code == 302
    assert Submission.objects.get().at == last
    with clock.standing_at(draft.call.closes_at):
        again = way.send(client, draft)
    assert again["Location"] == way.base(draft)
    assert Submission.objects.count() == 1


def test_a_lost_session_gives_back_what_was_typed(client, draft):
    client.logout()
    answer = client.post(way.step_of(draft, "nominee"), HALF)
    assert answer.status_code == 403
    assert "not yet an address" in answer.content.decode()
    assert autosave(client, draft, "nominee", "1.x", **HALF).status_code == 401


def test_a_returned_file_is_corrected_until_its_date_alone(client):
    nomination = way.sent(client, closing_soon())
    until = clock.now() + 10 * make.DAY
    Nomination.objects.update(status=NominationStatus.RETURNED, correct_until=until)
    with clock.standing_at(until - dt.timedelta(hours=1)):
        way.post(client, nomination, "work", {"headline": "Put right", "story": "Short."})
        assert way.send(client, nomination, key="3" * 32).status_code == 302
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert Nomination.objects.get().answers["headline"] == "Put right"
    Nomination.objects.update(status=NominationStatus.RETURNED, correct_until=until)
    with clock.standing_at(until):
        assert client.get(way.step_of(nomination, "work")).status_code == 403
