"""Officers see which files one hand may have made, why and how many; nobody else does, and nothing is decided."""

import pytest
from django.test import Client
from django.urls import reverse

from nominations import lookalikes, submission
from nominations.models import Fingerprint, Nomination, Submission
from nominations.states import NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user
from tests.nominations import way

pytestmark = pytest.mark.django_db
STORY = " ".join(f"The canal of street {number} was cleaned and planted with trees." for number in range(12))
OTHER = " ".join(f"Bus line {number} now runs every ten minutes until late at night." for number in range(12))
HOUR = DAY / 24


def call_():
    return nominations.call(Phase.SCREENING)


def sent(call, *, text: str = "", network: str = "", about=None, email: str = "", hours: float = 0) -> Nomination:
    made = nominations.nomination(call, about=about, by=user(email) if email else None, answers={"story": text})
    at = made.submitted_at + hours * HOUR
    key = f"key-{made.pk}"
    row = Submission.objects.create(nomination=made, number=1, key=key, answers=made.answers, digest="0" * 64, at=at)
    submission.take_fingerprint(row, network)
    return made


def told(call, officer=None):
    found = lookalikes.groups(call, officer or user("", "officer"))
    return [([each.pk for each in group.files], group.grounds) for group in found]


def test_near_equal_texts_stand_together_whoever_they_are_about():
    call = call_()
    one, two = sent(call, text=STORY), sent(call, text=STORY.replace("street 3", "lane 3"))
    sent(call, text=OTHER)
    sent(call, text="Yes.")
    sent(call, text="Yes.")
    sent(call_(), text=STORY)
    assert told(call) == [([one.pk, two.pk], {"text": 2})]


def test_files_of_one_nominee_stand_together_by_network_hour_and_house():
    call = call_()
    about = nominations.dossier(call)
    same = [sent(call, about=about, network="203.0.113.5", hours=9 * n) for n in range(2)]
    assert told(call) == [([each.pk for each in same], {"network": 2})]
    rush = [sent(call, about=about, email=f"a{n}@ministry.example", hours=100 + n / 4) for n in range(3)]
    [(first, grounds), (second, more)] = told(call)
    assert (first, grounds) == ([each.pk for each in rush], {"hour": 3, "house": 3})
    assert (second, more) == ([each.pk for each in same], {"network": 2})


def test_chance_is_no_group():
    call = call_()
    for number in range(3):  # one hour, one network, one house: but three nominees
        sent(call, network="203.0.113.5", email=f"a{number}@ministry.example")
    about = nominations.dossier(call)
    for number in range(3):  # one nominee: at other hours, and from a house where anybody may have an address
        sent(call, about=about, email=f"b{number}@gmail.com", hours=3 * number)
    assert told(call) == []


def test_the_last_sending_counts_and_a_withdrawn_file_does_not():
    call = call_()
    one, two, gone = (sent(call, text=STORY) for _ in range(3))
    again = Submission.objects.create(nomination=two, number=2, key="again", answers={"story": OTHER}, digest="0" * 64)
    submission.take_fingerprint(again, "")
    Nomination.objects.filter(pk=gone.pk).update(status=NominationStatus.WITHDRAWN)
    assert told(call) == []
    assert told(call) == []
    assert one.status == NominationStatus.SUBMITTED


def test_sending_keeps_a_signature_and_a_digest_that_names_no_network(client):
    file = way.sent(client)
    way.send(client, file, key="1" * 32)
    first, second = Fingerprint.objects.all()
    assert (len(first.network), "127" in first.network) == (16, False)
    assert first.network == second.network
    assert first.signature == []


def test_the_page_is_the_secretariats_alone(client):
    call = call_()
    sent(call, text=STORY)
    named = sent(call, text=STORY)
    address = reverse("nominations:lookalikes", kwargs=call.slugs)
    seen = {}
    for role in ("officer", "secretary_general", "auditor", "board", ""):
        visitor = Client()
        visitor.force_login(user("", role) if role else user(), backend="django.contrib.auth.backends.ModelBackend")
        seen[role] = visitor.get(address)
    assert [answer.status_code for answer in seen.values()] == [200, 200, 404, 404, 404]
    assert client.get(address).status_code == 302
    page = seen["officer"].content.decode()
    assert "2 files with long answers that are nearly the same" in page
    assert named.dossier.nominee.name in page
    assert named.nominator.email not in page


def test_five_thousand_files_take_the_same_statements_as_five(django_assert_num_queries):
    call, officer = call_(), user("", "officer")
    for _ in range(3):
        sent(call, text=STORY)
    with django_assert_num_queries(3):  # roles, prints, files
        assert len(lookalikes.groups(call, officer)[0].files) == 3
    row = Fingerprint.objects.first()
    many = dict.fromkeys(range(5000), row.signature)
    assert len(list(lookalikes.near_pairs(many))) == 4_999
