"""Letters held back, letters of one act, and letters sent once more."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as post
from django.db import connections
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from awards_site import clock, holding, outbox, postman
from awards_site.models import AuditEvent, Letter, LetterHold
from awards_site.rules import Refused
from awards_site.states import LetterStatus
from awards_site.turns import A_DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db(transaction=True)


def letter(key: str = "k", **more) -> Letter:
    told = {"name": "nominations/date_moved", "to": "a@city.example", "language": "en", "subject": "S", "text": "T"}
    return Letter.objects.create(key=key, **{**told, **more})


def hold(**what) -> LetterHold:
    return holding.hold(by=user("", "officer"), reason="A wrong date.", **what)


def state(row: Letter) -> str:
    row.refresh_from_db()
    return row.status


@pytest.mark.parametrize("what", ["letter", "name", "batch"])
def test_what_is_held_does_not_go_until_it_is_let_go(what):
    row = letter(batch="of-many")
    held = hold(**{what: {"letter": row, "name": row.name, "batch": "of-many"}[what]})
    assert (postman.deliver(row.pk), state(row), post.outbox) == (False, LetterStatus.HELD, [])
    assert postman.due() == []
    holding.release(held, by=user("", "secretary_general"))
    assert (postman.deliver(row.pk), state(row)) == (True, LetterStatus.SENT)
    assert [event.what for event in AuditEvent.objects.order_by("number")][-2:] == ["letter.held", "letter.released"]


def test_without_a_hold_the_same_letter_goes():
    assert postman.deliver(letter(batch="of-many").pk) is True


def test_a_letter_written_after_its_name_was_held_is_never_taken():
    hold(name="nominations/date_moved")
    row = letter()
    assert (postman.claim(row.pk), state(row)) == (None, LetterStatus.HELD)
    assert postman.deliver(letter("other", name="nominations/receipt").pk) is True


def test_a_postman_who_did_not_ask_for_holds_would_take_it(monkeypatch):
    hold(name="nominations/date_moved")
    monkeypatch.setattr(holding, "is_held", lambda: Q(pk__in=[]))
    assert postman.deliver(letter().pk) is True


def test_hold_and_claim_at_one_moment_never_both_have_the_letter():
    officer = user("", "officer")
    for number in range(6):
        row = letter(str(number))

        def held(row=row) -> bool:
            try:
                holding.hold(by=officer, reason="x", letter=row)
            except Refused:
                return False
            finally:
                connections.close_all()
            return True

        def claimed(row=row) -> bool:
            try:
                return postman.claim(row.pk) is not None
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as both:
            answers = [both.submit(each) for each in (held, claimed)]
        assert sorted(answer.result() for answer in answers) == [False, True]


def test_what_two_hold_stays_when_one_lets_go():
    row = letter()
    of_name, of_one = hold(name=row.name), hold(name="nominations/receipt")
    also = LetterHold.objects.create(letter=row, reason="x", held_by=of_one.held_by)
    assert holding.release(of_name, by=of_one.held_by) == 0
    assert state(row) == LetterStatus.HELD
    assert holding.release(also, by=of_one.held_by) == 1


def test_codes_what_is_gone_and_what_is_held_already_cannot_be_held():
    gone = letter(status=LetterStatus.SENT, sent_at=clock.now())
    code = letter("code", name="sign_in_code", good_until=clock.now())
    for what in ({}, {"name": "sign_in_code"}, {"letter": code}, {"letter": gone}):
        with pytest.raises(holding.CannotBeHeld):
            hold(**what)
    hold(name="nominations/receipt")
    with pytest.raises(holding.CannotBeHeld):
        hold(name="nominations/receipt")
    assert LetterHold.objects.count() == 1


def test_an_officer_holds_on_the_page_and_says_why(client):
    row = letter()
    client.force_login(user("o@office.example", "officer"))
    answer = client.post(reverse("hold_letters"), {"letter": row.pk, "reason": ""})
    assert (answer.status_code, state(row)) == (422, LetterStatus.QUEUED)
    client.post(reverse("hold_letters"), {"letter": row.pk, "reason": "A wrong name."})
    assert state(row) == LetterStatus.HELD
    assert "A wrong name." in client.get(reverse("letters")).content.decode()
    assert client.post(reverse("hold_letters"), {"batch": "none", "reason": "x"}).status_code == 404
    assert client.post(reverse("hold_letters"), {"reason": "x"}).status_code == 422
    client.post(reverse("release_letters", args=[LetterHold.objects.get().pk]))
    assert state(row) == LetterStatus.QUEUED


def test_a_letter_that_was_lost_goes_once_more_with_the_same_words():
    row = letter(status=LetterStatus.SENT, sent_at=clock.now(), text="Read: http://x/consent/secret/")
    made = outbox.resend(row, by=user("", "officer"))
    assert (made.text, made.to, made.key != row.key) == (row.text, row.to, True)
    assert state(made) == LetterStatus.SENT
    assert AuditEvent.objects.get().what == "letter.resent"
    with pytest.raises(Http404):
        outbox.resend(row, by=user("", "secretary_general"))


def test_once_more_counts_among_the_letters_of_a_day_to_who_did_not_ask():
    row = letter(name="nominations/consent_notice", status=LetterStatus.SENT, sent_at=clock.now())
    officer = user("", "officer")
    made = [outbox.resend(row, by=officer) for _ in range(A_DAY)]
    assert [each.due_at <= clock.now() for each in made] == [True] * (A_DAY - 1) + [False]


def test_a_code_or_what_did_not_go_is_not_sent_once_more():
    for row in (letter(), letter("c", status=LetterStatus.SENT, sent_at=clock.now(), good_until=clock.now())):
        with pytest.raises(Refused):
            outbox.resend(row, by=user("", "officer"))


def test_the_letters_of_one_act_are_counted_and_what_failed_goes_again(client):
    for number in range(3):
        letter(f"f{number}", batch="many", status=LetterStatus.FAILED, fault="refused: no such box", attempts=6)
    letter("fa", batch="many", language="fa", text="http://x/consent/k3y/")
    client.force_login(user("o@office.example", "officer"))
    page = client.get(reverse("batch", args=["many"])).content.decode()
    assert '<progress class="measure" max="4" value="3"' in page
    assert ("refused: no such box" in page, "k3y" in page, 'dir="rtl"' in page) == (True, False, True)
    client.post(reverse("send_batch_again", args=["many"]))
    assert Letter.objects.filter(batch="many", status=LetterStatus.SENT).count() == 3
    assert AuditEvent.objects.get().facts["letters"] == 3
    assert client.get(reverse("batch", args=["none"])).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_outbox_and_act_cost_the_same_for_one_and_for_thirty(client, django_assert_num_queries, count):
    client.force_login(user("o@office.example", "officer"))
    for number in range(count):
        letter(str(number), batch="many", call="2027/mayor", status=LetterStatus.FAILED)
    with django_assert_num_queries(5):
        client.get(reverse("letters"))
    with django_assert_num_queries(6):
        client.get(reverse("batch", args=["many"]))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "failed"}, {"b"}),
        ({"name": "nominations/receipt"}, {"b"}),
        ({"call": "2027/mayor"}, {"a"}),
        ({"language": "fa"}, {"b"}),
        ({"q": "TRAM"}, {"b"}),
        ({"status": "nonsense"}, {"a", "b"}),
    ],
)
def test_the_desk_shows_what_is_asked_for(client, asked, found):
    letter("a", call="2027/mayor")
    letter("b", name="nominations/receipt", status=LetterStatus.FAILED, language="fa", subject="The tram")
    client.force_login(user("o@office.example", "officer"))
    assert {each.key for each in client.get(reverse("letters"), asked).context["page_obj"]} == found
