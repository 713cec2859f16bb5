"""Letters: rows first, mails later; each key once, whatever dies in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction
from django.utils.translation import get_language
from kombu.exceptions import OperationalError

from awards_site import clock, local, mail, postman
from awards_site.beat import sweep_outbox
from awards_site.models import Letter
from awards_site.states import LETTER_MOVES, LetterStatus
from awards_site.tasks import deliver_letter

pytestmark = pytest.mark.django_db(transaction=True)
#: From the greeting of a mail server to the last dot and the goodbye.
STEPS_OF_A_MAIL = 9
#: Minutes after which a letter is nobody's any more.
LEASE_AND_MORE = postman.LEASE.total_seconds() / 60 + 1


def write(key: str = "k", **more) -> Letter:
    context = {"code": "123456", "minutes": 15}
    return mail.write("sign_in_code", to="a@city.example", language="en", key=key, context=context, **more)


@pytest.fixture
def broker_away(monkeypatch):
    def refuse(*_args, **_kwargs):
        message = "the broker is away"
        raise OperationalError(message)

    monkeypatch.setattr(deliver_letter, "apply_async", refuse)


@pytest.fixture
def post_office_shut(monkeypatch):
    def refuse(_backend, _messages):
        message = "the post office is shut"
        raise ConnectionRefusedError(message)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def later(letter: Letter, **more) -> None:
    with clock.standing_at(clock.now() + timedelta(**more)):
        postman.due()
        postman.deliver(letter.pk)


def test_a_letter_goes_when_its_move_is_done():
    with transaction.atomic():
        letter = write()
        assert post.outbox == []
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT
    assert [mail_.to for mail_ in post.outbox] == [["a@city.example"]]


def test_a_letter_names_the_forum_in_the_readers_language(monkeypatch):
    monkeypatch.setattr(local, "gettext", lambda text: f"{text} ({get_language()})")
    words = mail.speak("sign_in_code", "fa", {"code": "123456", "minutes": 15})
    assert "Asian Mayors Forum (fa)" in words["text"]


def test_a_move_undone_sends_nothing():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert post.outbox == []


def test_the_same_key_is_one_letter():
    assert write("k").pk == write("k").pk
    assert len(post.outbox) == 1


def test_two_writers_of_one_key_make_one_letter():
    def one(_number):
        try:
            return write("k").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as writers:
        assert len(set(writers.map(one, range(8)))) == 1
    assert Letter.objects.count() == len(post.outbox) == 1


def test_without_the_broker_the_sweep_finds_it(broker_away, monkeypatch):
    letter = write()
    assert Letter.objects.get().status == LetterStatus.QUEUED
    monkeypatch.undo()
    assert sweep_outbox() == 1
    letter.refresh_from_db()
    assert letter.status == LetterStatus.SENT
    assert sweep_outbox() == 0


def test_a_second_delivery_of_one_letter_does_nothing():
    letter = write()
    assert postman.deliver(letter.pk) is False
    deliver_letter(letter.pk)
    assert len(post.outbox) == 1


def test_two_workers_never_claim_the_same_letter(broker_away):
    letter = write()

    def claim(_number):
        try:
            return postman.claim(letter.pk) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(claim, range(8))) == 1


def test_what_cannot_go_waits_longer_each_time_and_is_given_up(post_office_shut):
    letter = write()
    waits = []
    for _ in postman.BACK_OFF:
        letter.refresh_from_db()
        assert letter.status == LetterStatus.QUEUED
        waits.append(round((letter.due_at - clock.now()).total_seconds()))
        Letter.objects.filter(pk=letter.pk).update(due_at=clock.now())
        postman.deliver(letter.pk)
    letter.refresh_from_db()
    assert waits == list(postman.BACK_OFF)
    assert letter.status == LetterStatus.FAILED
    assert letter.fault == "ConnectionRefusedError: the post office is shut"


def test_before_its_time_a_letter_is_not_tried_again(post_office_shut):
    letter = write()
    assert postman.due() == []
    assert postman.deliver(letter.pk) is False
    assert Letter.objects.get().attempts == 1


def test_what_a_dead_worker_held_goes_after_its_lease(broker_away):
    letter = write()
    postman.claim(letter.pk)
    assert postman.due() == []
    later(letter, minutes=LEASE_AND_MORE)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (LetterStatus.SENT, 2)
    assert len(post.outbox) == 1


def test_a_lease_outlasts_the_slowest_mail():
    assert postman.LEASE.total_seconds() > STEPS_OF_A_MAIL * settings.EMAIL_TIMEOUT


def test_a_letter_that_kills_its_workers_is_given_up(broker_away):
    letter = write()
    for n in range(7):
        with clock.standing_at(clock.now() + timedelta(minutes=LEASE_AND_MORE * n)):
            postman.due()
            postman.claim(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, letter.fault) == (LetterStatus.FAILED, postman.LOST)


def test_both_copies_of_a_letter_bear_one_message_id(broker_away):
    letter = write()
    assert postman.message_of(letter).message()["Message-ID"] == postman.message_of(letter).message()["Message-ID"]


def test_a_code_that_is_over_goes_no_more_and_is_forgotten(broker_away):
    letter = write(good_until=clock.now() + timedelta(minutes=15))
    later(letter, minutes=16)
    letter.refresh_from_db()
    assert (letter.status, post.outbox) == (LetterStatus.FAILED, [])
    with clock.standing_at(clock.now() + timedelta(minutes=17)):
        assert postman.forget_what_is_over() == 1
    letter.refresh_from_db()
    assert "123456" not in letter.text + letter.html + letter.subject


def test_other_letters_are_not_forgotten():
    write()
    with clock.standing_at(clock.now() + timedelta(days=400)):
        assert postman.forget_what_is_over() == 0


def test_only_what_failed_can_be_queued_again():
    letter = write()
    assert postman.send_again(letter) is False
    Letter.objects.update(status=LetterStatus.FAILED, sent_at=None, attempts=6)
    assert postman.send_again(letter) is True


def test_every_state_has_its_moves():
    assert set(LETTER_MOVES) == set(LetterStatus.values)
    assert set().union(*LETTER_MOVES.values()) <= set(LetterStatus.values)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_letter_has_both_parts_in_its_language(language):
    context = {"code": "123456", "minutes": 15}
    mail.write("sign_in_code", to="a@city.example", language=language, key="k", context=context)
    sent = post.outbox[0]
    assert "123456" in sent.body
    assert f'lang="{language}"' in sent.alternatives[0][0]
    assert sent.extra_headers["Content-Language"] == language
