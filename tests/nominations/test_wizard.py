"""The nominator's way through the form."""

import pytest
from django.test import Client

from awards_site.models import AuditEvent, Letter
from nominations.models import Consent, Dossier, Nomination, Submission
from nominations.states import NominationStatus
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import way

pytestmark = pytest.mark.django_db


def test_whole_way_from_beginning_to_receipt(client: Client) -> None:
    nomination = way.sent(client)
    assert nomination.status == NominationStatus.SUBMITTED
    assert nomination.answers == {
        "name": "Rostam Zal",
        "email": "rostam@nominee.example",
        "city": {"city": "Samarkand", "country": "UZ"},
        "headline": "Shade along the canals",
        "story": "Nine kilometres of open canal were cleaned.",
    }
    assert Letter.objects.order_by("pk").values_list("name", flat=True).distinct().count() == 3
    assert list(Letter.objects.order_by("pk").values_list("name", flat=True)) == [
        "nominations/draft_begun",
        "nominations/consent_notice",
        "nominations/receipt",
    ]
    assert Dossier.objects.get().code == "M-001"
    assert Consent.objects.get().status == "asked"
    assert list(AuditEvent.objects.values_list("what", flat=True)) == ["nomination.begun", "nomination.submitted"]
    page = client.get(way.base(nomination))
    assert nomination.reference in page.content.decode()


def test_beginning_twice_takes_up_the_untouched_draft(client: Client) -> None:
    way.signed_in(client)
    call = make.call()
    assert way.begin(client, call) == way.begin(client, call)
    assert Letter.objects.count() == 1


def test_somebody_who_is_not_signed_in_is_asked_to_and_comes_back_to_the_step(client: Client) -> None:
    nomination = make.draft(make.call())
    address = way.step_of(nomination, "nominee")
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/account/login/?next={address}"


def test_a_stranger_finds_nothing(client: Client) -> None:
    nomination = make.draft(make.call())
    way.signed_in(client)
    for page in ("", "step/nominee/", "discard/", "withdraw/"):
        assert client.get(f"{way.base(nomination)}{page}").status_code == 404, page
    assert client.post(way.step_of(nomination, "nominee"), way.TYPED["nominee"]).status_code == 404


def test_steps_open_one_after_the_other(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    answer = client.get(way.step_of(nomination, "check"))
    assert answer["Location"] == way.step_of(nomination, "eligibility")
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    assert client.get(way.step_of(nomination, "nominee")).status_code == 200
    assert client.get(way.step_of(nomination, "no-such-step"))["Location"] == way.step_of(nomination, "nominee")


def test_a_closed_gate_is_told_and_one_may_still_go_on_but_not_submit(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    answer = way.post(client, nomination, "eligibility", {"office": "no"})
    assert "Rule 1.1" in answer.content.decode()
    answer = way.post(client, nomination, "eligibility", {"office": "no"}, told="1")
    assert answer["Location"] == way.step_of(nomination, "nominee")
    for step in ("nominee", "work"):
        way.post(client, nomination, step, way.TYPED[step])
    answer = way.send(client, nomination)
    assert "Rule 1.1 is not met" in answer.content.decode()
    assert Nomination.objects.get().status == NominationStatus.DRAFT


def test_on_error_everything_typed_is_still_there(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    way.post(client, nomination, "nominee", way.TYPED["nominee"])
    long = "word " * 61
    answer = way.post(client, nomination, "work", {"headline": "Shade", "story": long})
    text = answer.content.decode()
    assert "This answer is 61 words long. Shorten it by 1 word." in text
    assert 'href="#id_story"' in text
    saved = Nomination.objects.get()
    assert saved.typed["work"]["story"] == [long]
    assert saved.answers["headline"] == "Shade"
    assert "story" not in saved.answers
    assert long in client.get(way.step_of(nomination, "work")).content.decode()


def test_back_saves_and_leaving_saves(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    answer = way.post(client, nomination, "nominee", {"name": "Half a na"}, do="back")
    assert answer["Location"] == way.step_of(nomination, "eligibility")
    answer = way.post(client, nomination, "nominee", {"name": "Half a name"}, do="leave")
    assert answer["Location"] == "/en/nominations/"
    assert Nomination.objects.get().typed["nominee"] == {"name": ["Half a name"]}


def test_submitting_twice_with_one_key_is_one_submission_and_one_receipt(client: Client) -> None:
    nomination = way.sent(client)
    first = Submission.objects.get()
    answer = way.send(client, nomination)
    assert answer["Location"] == way.base(nomination)
    assert Submission.objects.get() == first
    assert Letter.objects.filter(name="nominations/receipt").count() == 1


def test_submitting_an_unfinished_form_names_what_is_missing(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    for step in ("eligibility", "nominee"):
        way.post(client, nomination, step, way.TYPED[step])
    way.post(client, nomination, "work", {"headline": ""}, do="leave")
    text = way.send(client, nomination).content.decode()
    assert "What was done" in text
    assert not Submission.objects.exists()


def test_sending_again_before_the_deadline_is_a_new_version(client: Client) -> None:
    nomination = way.sent(client)
    way.post(client, nomination, "work", {"headline": "More shade", "story": "Short."})
    assert Nomination.objects.get().answers["headline"] == "Shade along the canals"
    way.send(client, nomination, key="1" * 32)
    again = Nomination.objects.get()
    assert again.answers["headline"] == "More shade"
    assert again.reference == nomination.reference
    assert list(Submission.objects.values_list("number", flat=True)) == [1, 2]


def test_own_nomination_is_refused_where_the_call_takes_none(client: Client) -> None:
    person = way.signed_in(client)
    nomination = way.begin(client, make.call())
    way.fill(client, nomination)
    way.post(client, nomination, "nominee", {**way.TYPED["nominee"], "email": person.email.upper()})
    assert "takes no self-nominations" in way.send(client, nomination).content.decode()
    nomination.call.self_nomination = True
    nomination.call.save()
    assert way.send(client, nomination).status_code == 302


def test_two_nominators_of_one_nominee_share_one_dossier(client: Client) -> None:
    call = make.call()
    one, two = way.sent(client, call), None
    way.signed_in(client)
    two = way.begin(client, call)
    way.fill(client, two)
    way.send(client, two, key="2" * 32)
    two = Nomination.objects.get(pk=two.pk)
    assert one.dossier == two.dossier
    assert one.reference != two.reference
    assert Letter.objects.filter(name="nominations/consent_notice").count() == 1


def test_the_mailed_link_leads_to_where_the_draft_was_left(client: Client) -> None:
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    way.post(client, nomination, "nominee", way.TYPED["nominee"])
    way.post(client, nomination, "work", {"headline": "Half of a"}, do="leave")
    link = next(line for line in Letter.objects.get().text.splitlines() if "/step/" in line)
    answer = client.get(link.partition("127.0.0.1:8000")[2])
    assert (answer.status_code, answer["Location"]) == (302, way.step_of(nomination, "work"))


@pytest.mark.parametrize(("roles", "invited"), [((), True), (("officer",), False)])
def test_my_nominations_when_there_are_none_then_only_who_may_nominate_is_invited(client, roles, invited) -> None:
    client.force_login(user("somebody@people.example", *roles))
    page = client.get("/en/nominations/").content.decode()
    assert ('href="/en/nominate/"' in page) is invited
    assert ("You hold an office of the prizes" in page) is not invited
