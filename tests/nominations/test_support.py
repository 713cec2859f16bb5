"""Letters of support: asked for, written from a link, changed until due, declined; the nominator never reads one."""

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import links, support
from nominations.models import LetterOfSupport
from nominations.states import SUPPORT_MOVES, NominationStatus, Phase, SupportStatus
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db

TEXT = "word " * 60
WHO = {"name": "Sindokht", "email": "Sindokht@letters.example", "institution": "A university", "language": "fa"}


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def file():
    return nominations.nomination(nominations.call())


@pytest.fixture
def letter(file):
    return nominations.letter_of_support(file)


def page_of(row: LetterOfSupport, token: str = "") -> str:
    return reverse("nominations:support", kwargs={**row.nomination.call.slugs, "token": token or links.seal(row)})


def test_asking_writes_a_row_an_audit_link_and_one_mail(file):
    made = support.request(file, by=file.nominator, **WHO)
    assert (made.email, made.status) == ("sindokht@letters.example", "requested")
    assert [event.what for event in AuditEvent.objects.all()] == ["support.requested"]
    mail = Letter.objects.get()
    assert (mail.to, mail.language) == ("sindokht@letters.example", "fa")
    assert links.seal(made).partition(":")[0] in mail.text


def test_the_same_referee_is_asked_once(file):
    support.request(file, by=file.nominator, **WHO)
    with pytest.raises(support.NotAReferee):
        support.request(file, by=file.nominator, **WHO)


def test_no_more_are_asked_than_the_call_takes(file):
    for number in range(file.call.letters_at_most):
        support.request(file, by=file.nominator, **{**WHO, "email": f"r{number}@letters.example"})
    with pytest.raises(support.Enough):
        support.request(file, by=file.nominator, **WHO)


def test_nominator_and_nominee_write_no_letter_for_themselves(file):
    for address in (file.nominator.email, file.dossier.nominee.email):
        with pytest.raises(support.NotAReferee):
            support.request(file, by=file.nominator, **{**WHO, "email": address})


def test_others_can_not_ask(file):
    with pytest.raises(Http404):
        support.request(file, by=user(), **WHO)
    assert support.request(file, by=user("", "officer"), **WHO)


@pytest.mark.parametrize("start", SupportStatus.values)
@pytest.mark.parametrize("move", [SupportStatus.RECEIVED, SupportStatus.DECLINED])
def test_letters_follow_the_table_of_moves(file, start, move):
    given = {"text": "old", "received_at": clock.now()} if start == SupportStatus.RECEIVED else {}
    row = nominations.letter_of_support(file, status=start, **given)

    def act():
        return support.receive(row, text=TEXT) if move == SupportStatus.RECEIVED else support.decline(row)

    if move in SUPPORT_MOVES[start] or move == start:
        assert act().status == move
    else:
        with pytest.raises(Refused):
            act()


def test_a_letter_is_thanked_for_once_and_the_nominator_learns_no_word_of_it(letter):
    support.receive(letter, text=TEXT + "secretword")
    support.receive(letter, text=TEXT + "secretword again")
    row = LetterOfSupport.objects.get()
    assert (row.version, row.text) == (3, (TEXT + "secretword again").strip())
    assert sorted(Letter.objects.values_list("name", flat=True)) == [
        "nominations/support_answered",
        "nominations/support_confirmed",
    ]
    assert not any("secretword" in mail.text for mail in Letter.objects.all())
    assert [event.what for event in AuditEvent.objects.all()] == ["support.received"] * 2


@pytest.mark.parametrize("words", [0, 1, 49, 601])
def test_too_short_and_too_long_are_refused(letter, words):
    with pytest.raises(support.WrongLength):
        support.receive(letter, text="word " * words)


def test_a_letter_is_taken_after_the_day_it_was_asked_for_but_not_after_the_last_day(letter):
    with clock.standing_at(letter.due_at + DAY):
        assert support.receive(letter, text=TEXT).status == SupportStatus.RECEIVED
    with clock.standing_at(letter.until), pytest.raises(Refused):
        support.receive(letter, text=TEXT + "more")


def test_two_windows_do_not_overwrite_each_other(letter):
    support.receive(letter, text=TEXT, version=1)
    with pytest.raises(support.Stale):
        support.receive(letter, text=TEXT + "other", version=1)
    assert support.receive(letter, text=TEXT, version=1).version == 2


def test_the_letters_page_when_read_in_persian_then_counts_in_persian_digits(client, file):
    type(file.call).objects.update(letters_wanted=2)
    client.force_login(file.nominator)
    page = client.get(reverse("nominations:letters", kwargs={**file.call.slugs, "nomination": file.public_id}))
    with translation.override("fa"):
        address = reverse("nominations:letters", kwargs={**file.call.slugs, "nomination": file.public_id})
    assert "This prize asks for 2 letters." in page.content.decode()
    assert "۲ حمایت‌نامه" in client.get(address).content.decode()


def test_a_reminder_goes_once_a_day(letter):
    nominator = letter.nomination.nominator
    with pytest.raises(support.TooSoon):
        support.remind(letter, by=nominator)
    with clock.standing_at(clock.now() + 2 * DAY):
        support.remind(letter, by=nominator)
        with pytest.raises(support.TooSoon):
            support.remind(letter, by=nominator)
    assert Letter.objects.count() == 1


def test_reading_changes_nothing(client, letter):
    for method in (client.get, client.head, client.options):
        method(page_of(letter))
        method(f"{page_of(letter)}?do=decline")
    assert LetterOfSupport.objects.get().status == SupportStatus.REQUESTED
    assert not AuditEvent.objects.exists()


def test_the_page_tells_whom_it_is_about_and_nothing_of_contacts(client, letter):
    text = client.get(page_of(letter)).content.decode()
    assert letter.nomination.dossier.nominee.name in text
    assert letter.nomination.dossier.nominee.email not in text
    assert letter.nomination.nominator.email not in text
    assert "50" in text
    assert "600" in text


def test_a_referee_writes_changes_and_finds_it_again(client, letter):
    assert client.post(page_of(letter), {"do": "send", "text": TEXT, "version": "1"}).status_code == 302
    assert client.post(page_of(letter), {"do": "send", "text": TEXT + "more", "version": "2"}).status_code == 302
    assert "more" in client.get(page_of(letter)).content.decode()


def test_a_short_letter_stays_on_the_page(client, letter):
    page = client.post(page_of(letter), {"do": "send", "text": "Short but typed.", "version": "1"})
    assert "Short but typed." in page.content.decode()
    assert LetterOfSupport.objects.get().text == ""


def test_a_letter_sent_too_late_stays_on_the_page(client, letter):
    with clock.standing_at(letter.until):
        page = client.post(page_of(letter), {"do": "send", "text": TEXT + "typed late", "version": "1"})
    assert page.status_code == 403
    assert "typed late" in page.content.decode()


def test_a_clash_shows_both_texts(client, letter):
    support.receive(letter, text=TEXT + "saved elsewhere")
    page = client.post(page_of(letter), {"do": "send", "text": TEXT + "typed here", "version": "1"})
    assert page.status_code == 409
    assert "saved elsewhere" in page.content.decode()
    assert "typed here" in page.content.decode()


@pytest.mark.parametrize(
    "forged",
    [
        {"do": "send", "text": "x" * 50_000, "version": "1"},
        {"do": "send", "text": TEXT, "version": "x"},
        {"do": "send", "text": f"{TEXT}\0"},
        {"version": "9" * 400, "text": TEXT},
    ],
)
def test_forged_letters_never_fail(client, letter, forged):
    assert client.post(page_of(letter), forged).status_code in {200, 409}
    assert LetterOfSupport.objects.get().status == SupportStatus.REQUESTED


def test_links_that_do_not_work_have_one_answer(client, letter):
    forged = signing.dumps(letter.as_token(), salt="other")
    assert {client.get(page_of(letter, each)).status_code for each in ("x", forged, links.seal(letter)[:-2])} == {404}


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.ASSESSMENT, Phase.DELIBERATION, Phase.ANNOUNCED])
def test_outside_its_phases_a_letter_can_not_be_read(client, phase):
    row = nominations.letter_of_support(nominations.nomination(nominations.call(phase)))
    assert client.get(page_of(row)).status_code == 404


def test_a_withdrawn_nomination_takes_no_letter(client, letter):
    letter.nomination.status = NominationStatus.WITHDRAWN
    letter.nomination.save()
    assert client.get(page_of(letter)).status_code == 404


def test_a_referee_can_ask_for_the_link_again(client, letter):
    client.post(reverse("nominations:new_link", kwargs=letter.nomination.call.slugs), {"email": letter.email})
    assert links.seal(letter).partition(":")[0] in Letter.objects.get().text


def test_letters_are_due_two_weeks_after_the_call_or_when_screening_ends(file):
    call = file.call
    assert call.letters_until == call.closes_at + 14 * DAY
    call.screening_until = (call.closes_at + 5 * DAY).date()
    assert call.closes_at < call.letters_until < call.closes_at + 7 * DAY


def test_the_nominator_chooses_the_day_within_what_the_call_takes(client, file):
    first, last = support.first_day(file.call), file.call.letters_until.astimezone(file.call.cycle.zone).date()
    for day in (first - DAY, last + DAY):
        with pytest.raises(support.WrongDate):
            support.request(file, by=file.nominator, due_on=day, **WHO)
    made = support.request(file, by=file.nominator, due_on=first, **WHO)
    assert made.due_at.astimezone(file.call.cycle.zone).date() == first < last
    client.force_login(file.nominator)
    page = reverse("nominations:letters", kwargs={**file.call.slugs, "nomination": file.public_id})
    again = client.post(page, {**WHO, "do": "ask", "relation": "Met.", "due_on": "2001-01-01", "email": "b@x.example"})
    assert "Choose a day from" in again.content.decode()
    assert "2001" in again.content.decode()


def test_who_declines_makes_room_for_somebody_else(file):
    for number in range(file.call.letters_at_most):
        support.request(file, by=file.nominator, **{**WHO, "email": f"r{number}@letters.example"})
    support.decline(file.letters_of_support.first())
    assert support.request(file, by=file.nominator, **WHO)


def test_a_referee_chooses_the_language_of_our_letters(client, letter):
    client.post(page_of(letter), {"do": "speak", "language": "fa"})
    client.post(page_of(letter), {"do": "speak", "language": "xx"})
    assert LetterOfSupport.objects.get().language == "fa"
    assert [event.what for event in AuditEvent.objects.all()] == ["support.language"]


@pytest.mark.parametrize("fields", [{"status": "lost"}, {"status": "received"}])
def test_the_database_refuses_a_letter_that_makes_no_sense(letter, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterOfSupport.objects.update(**fields)


def test_the_database_keeps_one_letter_of_a_referee(letter):
    with pytest.raises(IntegrityError), transaction.atomic():
        nominations.letter_of_support(letter.nomination)
