"""One decision on many files: each by itself, what fails for one stops no other, and the same post decides once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site.models import AuditEvent, Letter
from nominations import batches, screening
from nominations.models import Batch, BatchLine, Nomination, Preparation
from nominations.states import GateState, NominationStatus, Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db
REASON = {"rule": "office", "reason": "Not in office."}


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def call():
    return nominations.call(Phase.SCREENING)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def several(call) -> str:
    return reverse("nominations:several", kwargs=call.slugs)


def looked(desk, call, files, verdict: str = "ineligible", **more):
    page = desk.post(several(call), {"verdict": verdict, "file": [each.public_id for each in files], **more})
    assert page.status_code == 200
    return page.context


def seals(context) -> list[str]:
    return [each.seal for each in context["can"]]


def decided(desk, call, context, **fields):
    told = {"verdict": context["verdict"], "key": context["key"], "file": seals(context), "do": "decide", **fields}
    return desk.post(several(call), told)


def test_several_files_are_excluded_each_with_its_letter_and_audit_link(desk, call):
    files = [nominations.nomination(call, language=code) for code in ("en", "fa", "en")]
    context = looked(desk, call, files)
    assert [(file.language, number) for file, number, _ in context["letters"]] == [("en", 2), ("fa", 1)]
    preview = desk.post(several(call), {"verdict": "ineligible", "file": seals(context), "do": "preview", **REASON})
    assert all("Not in office." in letter["text"] for _, _, letter in preview.context["letters"])
    assert not Letter.objects.exists()
    page = desk.get(decided(desk, call, context, **REASON).url)
    assert len(page.context["done"]) == Letter.objects.count() == 3
    assert AuditEvent.objects.filter(what="screening.ineligible").count() == 3
    assert {each.status for each in Nomination.objects.all()} == {NominationStatus.INELIGIBLE}


def test_the_same_post_twice_decides_once(desk, call):
    context = looked(desk, call, [nominations.nomination(call) for _ in range(2)])
    first, second = (decided(desk, call, context, **REASON) for _ in range(2))
    assert first.url == second.url
    assert (Batch.objects.count(), BatchLine.objects.count(), Letter.objects.count()) == (1, 2, 2)
    assert not desk.get(second.url).context["failed"]


def test_a_post_that_broke_off_goes_on_where_it_stopped(desk, call, officer):
    files = [nominations.nomination(call) for _ in range(2)]
    context = looked(desk, call, files)
    decision = batches.Decision("ineligible", "Not in office.", call.gates.first())
    batches.decide(call, {files[0]: screening.token(files[0], [])}, decision, key=context["key"], by=officer)
    decided(desk, call, context, **REASON)
    assert BatchLine.objects.filter(fault="").count() == Letter.objects.count() == 2


def test_what_fails_for_one_file_stops_no_other_and_is_told(desk, call, officer):
    files = [nominations.nomination(call) for _ in range(3)]
    context = looked(desk, call, files)
    screening.note_gate(files[1], call.gates.first(), state=GateState.ASK, by=officer)
    page = desk.get(decided(desk, call, context, **REASON).url)
    assert [line.nomination for line in page.context["failed"]] == [files[1]]
    assert "changed in the meantime" in page.content.decode()
    assert [line.nomination for line in page.context["done"]] == [files[0], files[2]]


def test_those_alone_are_admitted_whose_gates_are_all_met(desk, call, officer):
    whole, unclear, decided_before = (nominations.nomination(call) for _ in range(3))
    own = nominations.nomination(call, by=officer)
    for gate in call.gates.all():
        for file in (whole, own):
            file.findings.create(gate=gate, state=GateState.MET, by=user())
    screening.admit(decided_before, by=user("", "officer"), reason="Seen.")
    context = looked(desk, call, [whole, unclear, decided_before, own], "eligible")
    assert [each.nomination for each in context["can"]] == [whole]
    assert {each.nomination for each in context["cannot"]} == {unclear, decided_before, own}
    decided(desk, call, context)
    assert Nomination.objects.get(pk=whole.pk).status == NominationStatus.ELIGIBLE


def test_all_of_a_filter_go_together_and_a_hundred_at_most(desk, call, monkeypatch):
    monkeypatch.setattr(batches, "FILES_AT_MOST", 2)
    for code in ("fa", "en", "fa", "fa"):
        nominations.nomination(call, language=code)
    page = desk.post(f"{several(call)}?language=fa", {"verdict": "ineligible", "all": "1"})
    assert {each.nomination.language for each in page.context["can"]} == {"fa"}
    assert (len(page.context["can"]), page.context["is_full"]) == (2, True)


def test_where_two_officers_decide_a_batch_prepares(desk, call):
    type(call).objects.update(decisions_confirmed=True)
    files = [nominations.nomination(call) for _ in range(2)]
    decided(desk, call, looked(desk, call, files), **REASON)
    assert Preparation.objects.count() == 2
    assert not Letter.objects.exists()
    assert len(looked(desk, call, files)["cannot"]) == 2


@pytest.mark.parametrize(
    "forged",
    [
        {"verdict": "nonsense"},
        {"file": []},
        {"file": ["no file", "00000000-0000-0000-0000-000000000000:x"]},
        {"rule": "", "reason": "Kept words."},
        {"rule": "office", "reason": ""},
        {"verdict": "returned", "reason": "Kept words.", "correct_until": "2001-01-01"},
    ],
)
def test_forged_posts_decide_nothing_and_keep_what_was_typed(desk, call, forged):
    context = looked(desk, call, [nominations.nomination(call)])
    told = {"verdict": "ineligible", "file": seals(context), "key": context["key"], "do": "decide", **REASON, **forged}
    page = desk.post(several(call), told, follow=True)
    assert page.status_code == 200
    assert "Kept words." not in forged.values() or "Kept words." in page.content.decode()
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert not Letter.objects.exists()


def test_a_key_of_somebody_else_opens_nothing(desk, call, client):
    context = looked(desk, call, [nominations.nomination(call)])
    Batch.objects.create(call=call, key=context["key"], verdict="ineligible", by=user("", "officer"))
    assert decided(desk, call, context, **REASON).status_code in {403, 404}
    assert not Letter.objects.exists()


def test_looking_takes_the_same_statements_for_one_file_and_for_thirty(desk, call):
    files = [nominations.nomination(call) for _ in range(30)]
    looked(desk, call, files[:1])
    counted = []
    for some in (files[:1], files):
        with CaptureQueriesContext(connection) as seen:
            looked(desk, call, some)
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 15
