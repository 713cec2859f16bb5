"""The head of the chain leaves the house at each act: to every auditor, in the same transaction, without a result."""

import datetime as dt

import pytest
from django.db import transaction

from awards_site import audit, clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.states import OutcomeKind
from nominations.states import Phase
from scoring import announcement, opening, tallying
from scoring.models import Announcement, Rules
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.growing import by_force

from .test_tallying import closed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def auditors():
    ended = user("gone@audit.example", "auditor")
    ended.role_grants.update(ended_at=clock.now(), ended_by=user("sg@forum.example", "secretary_general"))
    return [user("a@audit.example", "auditor"), user("b@audit.example", "auditor", language="fa")]


def heads():
    return Letter.objects.filter(name="scoring/chain_head")


def the_letter():
    """Give the English letter, once it is seen that each auditor has the head of the chain as it is now."""
    head = AuditEvent.objects.order_by("number").last()
    assert sorted(heads().values_list("to", flat=True)) == ["a@audit.example", "b@audit.example"]
    assert all(head.hash in text and f"?head={head.number}+{head.hash}" in text for text in texts())
    assert audit.find(head.hash, head.number) == head
    return heads().get(language="en").text


def texts():
    return list(heads().values_list("text", flat=True))


def test_when_a_round_opens_with_the_digest_of_its_rules():
    round_ = factory.open_round(phase=Phase.SCREENING, frozen=False)
    opening.open_round(round_, by=user("", "officer"))
    text = the_letter()
    assert "is open, and its rules are frozen." in text
    assert Rules.objects.get(round=round_).digest in text


def test_when_a_round_closes_by_a_person_and_by_the_clock():
    round_ = factory.open_round(3, 2)
    round_.closes_at = clock.now() - dt.timedelta(minutes=1)
    round_.save()
    opening.close_due(factory.fresh(round_))
    assert "is closed." in the_letter()


def test_when_a_round_is_counted_with_the_digest_of_the_sealed_file():
    tally = tallying.take(closed(), by=user("", "officer"))
    assert "Count 1 is sealed.\n\n" in the_letter()
    assert tally.sealed.digest in the_letter()


def test_counting_the_same_again_is_no_act_and_no_letter():
    round_ = closed()
    tallying.take(round_, by=user("", "officer"))
    tallying.take(round_, by=user("", "officer"))
    assert heads().count() == 2


def test_when_winners_are_announced_without_a_word_of_who():
    recommendation = factory.recommended(OutcomeKind.LAUREATE, phase=Phase.EMBARGO)
    made = factory.announcement(recommendation.call)
    Announcement.objects.filter(pk=made.pk).update(moment=clock.now() - dt.timedelta(minutes=1))
    assert announcement.publish(made.pk)
    assert "the winners are announced." in the_letter()


def test_nothing_of_a_result_is_in_it():
    round_ = closed()
    tallying.take(round_, by=user("", "officer"))
    told = [dossier.nominee.name for dossier in round_.call.dossiers.all()]
    told += list(round_.call.dossiers.values_list("code", flat=True))
    assert len(told) == 4
    assert not any(each in letter for each in told for letter in texts())


def test_an_act_undone_mails_nothing():
    with transaction.atomic():
        tallying.take(closed(), by=user("", "officer"))
        transaction.set_rollback(True)
    assert not heads().exists()


def test_a_refused_act_mails_nothing():
    with pytest.raises(Refused):
        tallying.take(factory.open_round(3, 2), by=user("", "officer"))
    assert not heads().exists()


def test_a_chain_rewritten_after_the_letter_has_lost_its_head():
    tallying.take(closed(), by=user("", "officer"))
    mailed = AuditEvent.objects.order_by("number").last()
    assert audit.find(mailed.hash, mailed.number)
    rewrite(mailed.number)
    assert audit.verify().last == mailed.number
    assert audit.find(mailed.hash) is None


def rewrite(number):
    """Tell another result in the chain, and give the link a hash that fits."""
    with by_force("awards_site_auditevent"):
        event = AuditEvent.objects.get(number=number)
        event.facts["result"] = "0" * 64
        event.hash = audit.link(event.previous, audit.digest(audit.content(event)))
        event.save()
