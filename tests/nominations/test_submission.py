"""The stage that sends a file: complete, once, numbered without a gap, about one person each."""

import threading

import pytest
from django.db import connection

from awards_site import audit, clock
from awards_site.models import Letter
from awards_site.rules import Refused
from nominations import references, submission
from nominations.models import Consent, Dossier, Nomination, Nominee, Submission
from nominations.states import ConsentStatus, NominationStatus
from tests.factories import nominations as make
from tests.factories.people import user

YES = {"office": "yes"}


def ready(of, by=None, **answers) -> Nomination:
    return make.draft(of, by, answers={**make.ANSWERS, **answers}, gates_answered=YES)


def send(nomination: Nomination, key: str, **told) -> Submission:
    return submission.submit(nomination, by=nomination.nominator, key=key, **told)


@pytest.mark.django_db
def test_numbers_follow_each_other_without_a_gap():
    call = make.call()
    sent = []
    for number in range(1, 4):
        nomination = ready(call, email=f"n{number}@x.example", name=f"Person {'ABC'[number - 1]}")
        send(nomination, f"key{number}")
        sent.append(Nomination.objects.get(pk=nomination.pk))
    assert [each.reference for each in sent] == [references.reference("M2027", number) for number in (1, 2, 3)]
    assert [each.dossier.code for each in sent] == ["M-001", "M-002", "M-003"]
    assert all(references.holds(each.reference) for each in sent)
    assert audit.verify()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "same"),
    [
        ({"name": "Somebody Else Entirely"}, True),  # the same address
        ({"email": "other@x.example"}, True),  # the same name and city
        ({"email": "other@x.example", "name": "  rostam   ZÁL "}, True),
        ({"email": "other@x.example", "city": {"city": "Bukhara", "country": "UZ"}}, False),
        ({"email": "other@x.example", "name": "Zal Rostam"}, False),
    ],
)
def test_the_same_person_is_one_dossier(told, same):
    call = make.call()
    send(ready(call), "one")
    send(ready(call, **told), "two")
    assert Dossier.objects.count() == (1 if same else 2)
    assert Consent.objects.count() == Dossier.objects.count()


@pytest.mark.django_db
def test_persian_and_arabic_spellings_are_one_name():
    call = make.call()
    send(ready(call, name="كريم علي\u200cزاده", email="a@x.example"), "one")
    send(ready(call, name="کریم علی زاده", email="b@x.example"), "two")
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_a_person_is_remembered_across_calls_and_asked_in_each():
    send(ready(make.call()), "one")
    send(ready(make.call(code_letter="J")), "two")
    assert Nominee.objects.count() == 1
    assert sorted(Dossier.objects.values_list("code", flat=True)) == ["J-001", "M-001"]
    assert Letter.objects.filter(name="nominations/consent_notice").count() == 2


@pytest.mark.django_db
def test_a_corrected_address_gets_a_new_link_and_the_old_one_ends():
    nomination = ready(make.call())
    send(nomination, "one")
    send(nomination, "two", answers={**make.ANSWERS, "email": "right@x.example"})
    consent = Consent.objects.get()
    assert (consent.link_version, consent.status) == (2, ConsentStatus.ASKED)
    assert Letter.objects.filter(name="nominations/consent_notice", to="right@x.example").count() == 1
    assert Nominee.objects.get().email == "right@x.example"


@pytest.mark.django_db
def test_a_correction_does_not_rewrite_whom_others_put_forward():
    call = make.call()
    one, two = ready(call), ready(call)
    send(one, "one")
    send(two, "two")
    send(two, "three", answers={**make.ANSWERS, "email": "mine@x.example", "name": "Renamed"})
    assert Nominee.objects.get().name == "Rostam Zal"


@pytest.mark.django_db
def test_an_answer_is_missing_or_a_rule_not_met_and_nothing_is_written():
    call = make.call()
    with pytest.raises(submission.Incomplete, match="What was done"):
        send(ready(call, story=""), "one")
    with pytest.raises(submission.GateShut, match=r"Rule 1\.1"):
        send(make.draft(call, answers=make.ANSWERS), "two")
    with pytest.raises(submission.Stale):
        send(ready(call), "three", version=99)
    assert not Submission.objects.exists()
    assert not Nominee.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_answers_to_questions_nobody_asked_are_not_sent():
    nomination = ready(make.call(), forged="x")
    send(nomination, "one")
    assert "forged" not in Submission.objects.get().answers


@pytest.mark.django_db
@pytest.mark.parametrize(("known", "then"), [("", "Dana Ospan"), ("D. Ospan", "D. Ospan")])
def test_an_account_without_a_name_takes_the_one_that_the_file_is_signed_with(known, then):
    call = make.call()
    make.question(call.forms.get().steps.last(), "signed", meaning="nominator_name")
    person = user()
    person.name = known
    person.save()
    send(ready(call, person, signed=" Dana Ospan "), "one")
    person.refresh_from_db()
    assert person.name == then
    assert person.email not in Letter.objects.get(name="nominations/consent_notice").text


@pytest.mark.django_db
def test_nobody_else_submits_it_nor_anybody_at_the_deadline():
    nomination = ready(make.call())
    with pytest.raises(Exception) as hidden:  # noqa: PT011 - a 404 says nothing
        submission.submit(nomination, by=user(), key="one")
    assert hidden.typename == "Http404"
    with clock.standing_at(nomination.call.closes_at), pytest.raises(Refused, match="deadline"):
        send(nomination, "two")


@pytest.mark.django_db(transaction=True)
def test_the_same_post_from_eight_sides_at_once_is_one_submission():
    call = make.call()
    nominations = [ready(call, email=f"n{number}@x.example", name=f"P{number}") for number in range(4)]
    together, faults = threading.Barrier(8), []

    def post(nomination: Nomination) -> None:
        together.wait()
        try:
            send(nomination, f"key{nomination.pk}")
        except Exception as fault:  # noqa: BLE001 - any fault at all is told below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=(each,)) for each in nominations * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Submission.objects.count() == 4
    sent = Nomination.objects.filter(status=NominationStatus.SUBMITTED)
    numbers = [references.reference("M2027", number) for number in (1, 2, 3, 4)]
    assert sorted(each.reference for each in sent) == numbers
    assert Letter.objects.filter(name="nominations/receipt").count() == 4
    assert audit.verify()
