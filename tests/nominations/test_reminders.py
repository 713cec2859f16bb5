"""Reminders of a letter of support: three by themselves, each once, one a day by hand, none where none is due."""

import pytest
from django.urls import reverse

from awards_site import clock, kinds
from awards_site.models import AuditEvent, Letter
from nominations import beat, support
from nominations.models import LetterOfSupport
from nominations.states import NominationStatus, Nudge
from tests.factories import nominations
from tests.factories.nominations import DAY, call, nomination

pytestmark = pytest.mark.django_db
HOUR = DAY / 24


@pytest.fixture
def letter():
    due = clock.now() + 20 * DAY
    row = nominations.letter_of_support(nomination(call()), language="fa")
    LetterOfSupport.objects.update(due_at=due)
    row.refresh_from_db()
    return row


def sent_at(instant) -> int:
    with clock.standing_at(instant):
        return beat.remind_referees()


def test_three_reminders_go_each_once_in_the_referees_language(letter):
    hours = [letter.due_at - 8 * DAY + number * HOUR for number in range(0, 24 * 12, 6)]
    went = [hour for hour in hours if sent_at(hour)]
    away = [(hour - letter.due_at) / DAY for hour in went]
    assert [round(each, 1) for each in away[:2]] == [-7.0, -2.0]
    assert 0 < away[2] <= 1.25
    assert len(went) == 3
    mails = Letter.objects.filter(name="nominations/support_due").order_by("pk")
    assert [mail.key.rpartition(":")[2] for mail in mails] == ["week", "days", "late"]
    assert {mail.language for mail in mails} == {"fa"}
    told = AuditEvent.objects.filter(what="support.nudged").order_by("number")
    assert [event.facts["which"] for event in told] == ["week", "days", "late"]
    assert "nominations/support_due" in kinds.unasked()


def test_two_clocks_at_once_remind_once(letter):
    assert [sent_at(letter.due_at - 7 * DAY) for _ in range(3)] == [1, 0, 0]


def answered(row: LetterOfSupport) -> None:
    support.receive(row, text="word " * 60)


def withdrawn(row: LetterOfSupport) -> None:
    row.nomination.status = NominationStatus.WITHDRAWN
    row.nomination.save()


def over(row: LetterOfSupport) -> None:
    type(row.nomination.call).objects.update(closes_at=row.due_at - 60 * DAY, opens_at=row.due_at - 90 * DAY)
    LetterOfSupport.objects.update(due_at=row.due_at - 9 * DAY)


@pytest.mark.parametrize("why", [answered, support.decline, withdrawn, over])
def test_nobody_is_reminded_after(letter, why):
    why(letter)
    before = LetterOfSupport.objects.get().nudge
    assert [sent_at(letter.due_at + days * DAY) for days in (-7, -2, 0.9)] == [0, 0, 0]
    assert LetterOfSupport.objects.get().nudge == before == Nudge.NONE


def test_who_was_asked_late_or_written_to_today_is_not_reminded_at_once(letter):
    LetterOfSupport.objects.update(asked_at=letter.due_at - 6 * DAY)
    assert sent_at(letter.due_at - 4 * DAY) == 0
    with clock.standing_at(letter.due_at - 2 * DAY - HOUR):
        support.remind(letter, by=letter.nomination.nominator)
    assert [sent_at(letter.due_at - days * DAY) for days in (1.9, 1)] == [0, 1]


def test_a_reminder_waits_where_the_address_has_had_its_letters_of_today(letter):
    moment = letter.due_at - 7 * DAY
    for number in range(3):
        mail = Letter.objects.create(
            key=f"k{number}", name="sign_in_code", to=letter.email, language="en", subject="x"
        )
        Letter.objects.filter(pk=mail.pk).update(due_at=moment - HOUR)
    assert [sent_at(moment), sent_at(moment + 22 * HOUR), sent_at(moment + 24 * HOUR)] == [0, 0, 1]


def test_the_nominator_reminds_after_the_call_has_closed_and_asks_nobody_else(client, letter):
    call_, file = letter.nomination.call, letter.nomination
    address = reverse("nominations:letters", kwargs={**call_.slugs, "nomination": file.public_id})
    type(call_).objects.update(opens_at=clock.now() - 60 * DAY, closes_at=clock.now() - DAY)
    LetterOfSupport.objects.update(asked_at=clock.now() - 2 * DAY)
    client.force_login(file.nominator)
    page = client.get(address).content.decode()
    assert f'value="remind:{letter.public_id}"' in page
    assert 'value="ask"' not in page
    client.post(address, {"do": f"remind:{letter.public_id}"})
    assert Letter.objects.get().name == "nominations/support_asked"
    client.post(address, {"do": "ask", "name": "A", "email": "a@x.example", "relation": "Met.", "language": "en"})
    assert LetterOfSupport.objects.count() == 1


def test_a_server_that_was_away_reminds_of_nothing_long_past(letter):
    assert sent_at(letter.due_at + 3 * DAY) == 0
