"""A sealed result: anybody recounts it with one file, and a changed byte anywhere is found."""

import hashlib
import json
import random
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site.canonical import canonical
from awards_site.models import AuditEvent
from jury.states import AssignmentStatus, RoundKind
from nominations.states import Phase
from scoring import sealing, tallying
from scoring.models import Salt, Sealed, Tally
from scoring.verify_result import Wrong, verify
from scoring.views.sealed import VERIFIER
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.factories.sealed import ANOTHER_KEY, signed

from .test_pages import signed_in

WAYS = 100


def counted(phase=Phase.SHORTLIST, kind=RoundKind.ASSESSMENT):
    """Count a round of three jurors and four dossiers, two of them tied, one with too few ballots."""
    round_ = factory.open_round(3, 4, kind=kind, phase=phase)
    marks = {(juror, file): str(5 + (juror + file) % 3) for juror in range(3) for file in range(3)}
    factory.cast_all(round_, {**marks, (0, 3): "9"})
    round_ = factory.fresh(round_)
    by = user("", "officer")
    return tallying._keep(round_, tallying.compute(round_), by=by, decision=[])


def wrong(raw):
    """Say what the verifier finds wrong."""
    with pytest.raises((Wrong, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)) as found:
        list(verify(raw))
    return str(found.value)


def run(path):
    """Run the file as an outsider does: alone, without this house."""
    return subprocess.run([sys.executable, "-I", VERIFIER, path], capture_output=True, text=True, check=False)


# a whole round


@pytest.mark.django_db
def test_a_count_is_sealed_and_recounted_by_the_file_alone(tmp_path):
    tally = counted()
    sealed, path = Sealed.objects.get(tally=tally), tmp_path / "result.json"
    path.write_text(sealed.content, encoding="utf-8")
    answer = run(path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "All of it holds." in answer.stdout
    assert hashlib.sha256(sealed.content.encode()).hexdigest() == sealed.digest
    assert AuditEvent.objects.get(what="tally.taken").facts["sealed"] == sealed.digest
    path.write_text(sealed.content.replace('"5"', '"6"', 1), encoding="utf-8")
    answer = run(path)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("WRONG. ")


@pytest.mark.django_db
def test_a_changed_byte_is_found_wherever_it_is():
    raw, dice = Sealed.objects.get(tally=counted()).content.encode(), random.Random(7)
    assert list(verify(raw))
    places = dice.sample(range(len(raw)), WAYS)
    for place in places:
        changed = bytearray(raw)
        changed[place] = dice.choice([byte for byte in b'0123456789abcdef{}[]",:xyz' if byte != raw[place]])
        assert wrong(bytes(changed))
    for cut in dice.sample(range(len(raw)), 20):
        assert wrong(raw[:cut])
    assert wrong(raw + b"\n")


@pytest.mark.django_db
def test_a_letter_of_the_signature_in_another_case_is_found():
    raw = Sealed.objects.get(tally=counted()).content.encode()
    begins = raw.rindex(b'"signature":"') + len(b'"signature":"')
    letters = [place for place in range(begins, len(raw)) if raw[place : place + 1].isalpha()]
    assert len(letters) > 9
    for place in letters[:9]:
        assert "signature" in wrong(raw[:place] + raw[place : place + 1].upper() + raw[place + 1 :])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda events: events[1]["event"]["marks"].update(impact="9"), "ballots"),
        (lambda events: events[1]["event"].update(commented=True, marks={"impact": "9", "leadership": "9"}), "result"),
        (lambda events: events.pop(2), "closing"),
        (lambda events: events.insert(2, events[2]), "closing"),
        (lambda events: events[0]["event"]["rules"].update(quorum=1), "rules"),
        (lambda events: events[0]["event"]["rules"]["weights"].update(impact="90"), "rules"),
        (lambda events: events[-1]["event"]["counted"].pop(), "count"),
        (lambda events: events[-1]["event"]["result"]["standings"][0].update(rank=2), "result"),
        (lambda events: events[-1]["event"]["result"]["ties"].clear(), "result"),
        (lambda events: events[-1]["event"]["result"]["not_ranked"].clear(), "result"),
        (lambda events: events[0]["event"]["jurors"].pop(), "ballots"),
        (lambda events: events.pop(-2), "events"),
    ],
)
def test_an_insider_who_signs_anew_is_found_too(change, says):
    body = json.loads(Sealed.objects.get(tally=counted()).content)
    assert list(verify(signed(body)))
    change(body["events"])
    assert wrong(signed(body)).startswith(says)


@pytest.mark.django_db
def test_another_signature_is_found():
    body = json.loads(Sealed.objects.get(tally=counted()).content)
    body["signature"] = ANOTHER_KEY.sign(b"something else").hex()
    assert wrong(canonical(body)).startswith("signature")


@pytest.mark.django_db
def test_a_sealed_result_is_never_changed_and_a_person_can_be_erased():
    tally = counted()
    sealed = Sealed.objects.get(tally=tally)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sealed.objects.update(content="{}")
    seat = sealing.seats_of(tally.round)[0]
    salt, name = Salt.objects.get(seat=seat).value, seat.user.email
    committed = hashlib.sha256(bytes.fromhex(salt) + name.encode()).hexdigest()
    assert json.loads(sealed.content)["identities"][str(seat.public_id)] == committed
    assert name not in sealed.content
    Salt.objects.filter(seat=seat).delete()
    assert str(seat.public_id) not in sealing.salts_of(tally.round)
    assert list(verify(sealed.content.encode()))


@pytest.mark.django_db
def test_what_does_not_count_is_there_with_its_reason():
    round_ = counted().round
    assigned = round_.assignments.filter(ballot__castings__isnull=False).first()
    assigned.status = AssignmentStatus.RECUSED
    assigned.save()
    again = tallying._keep(round_, tallying.compute(round_), by=user("", "officer"), decision=[])
    event = json.loads(Sealed.objects.get(tally=again).content)["events"][-1]["event"]
    assert [each["reason"] for each in event["left_out"]] == [sealing.RECUSED]
    assert list(verify(Sealed.objects.get(tally=again).content.encode()))
    assert Tally.objects.filter(sealed__isnull=False).count() == 2


# pages


def of(round_, name):
    return reverse(f"scoring:{name}", kwargs=round_.slugs)


@pytest.mark.django_db
def test_before_the_announcement_the_auditor_alone_takes_it_and_its_salts():
    round_ = counted(Phase.RATIFICATION, RoundKind.FINAL).round
    assert signed_in(user()).get(of(round_, "result_dossier")).status_code == 404
    auditor = signed_in(user("", "auditor"))
    answer = auditor.get(of(round_, "result_dossier"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert list(verify(answer.content))
    assert auditor.get(of(round_, "result_dossier") + "?count=2").status_code == 404
    told = auditor.post(of(round_, "take_salts")).json()
    assert sorted(told) == sorted(json.loads(answer.content)["identities"])
    assert AuditEvent.objects.last().what == "salts.taken"
    assert signed_in(user("", "secretary_general")).post(of(round_, "take_salts")).status_code == 404


@pytest.mark.django_db
def test_a_count_from_before_counts_were_sealed_offers_no_file():
    round_, auditor = counted(Phase.RATIFICATION, RoundKind.FINAL).round, signed_in(user("", "auditor"))
    last = tallying.latest(round_)
    Tally.objects.create(
        **{name: getattr(last, name) for name in ("round", "method", "rules_digest", "ballots_digest", "result")},
        result_digest=last.result_digest,
        number=2,
    )
    page = auditor.get(of(round_, "result")).content.decode()
    assert f"{of(round_, 'result_dossier')}?count=1" in page
    assert "?count=2" not in page


@pytest.mark.django_db
def test_after_the_announcement_everybody_recounts_it(client):
    round_ = counted(Phase.ANNOUNCED, RoundKind.FINAL).round
    page = client.get(reverse("scoring:call", kwargs=round_.call.slugs)).content.decode()
    assert of(round_, "result_dossier") in page
    assert list(verify(client.get(of(round_, "result_dossier")).content))
    answer = client.get(reverse("scoring:verify_result"))
    assert answer.content == VERIFIER.read_bytes()
    assert signed_in(user()).post(of(round_, "take_salts")).status_code == 404


def test_the_verifier_imports_nothing_but_pythons_own():
    lines = VERIFIER.read_text(encoding="utf-8").splitlines()
    names = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert names <= set(sys.stdlib_module_names)
    assert len(lines) <= 250


@pytest.mark.django_db
def test_sealing_costs_the_same_number_of_statements_at_any_number_of_ballots():
    found = []
    for files in (2, 9):
        round_ = factory.open_round(3, files, phase=Phase.SHORTLIST)
        factory.cast_all(round_, {(juror, file): "7" for juror in range(3) for file in range(files)})
        round_ = factory.fresh(round_)
        tally, by = tallying.compute(round_), user("", "officer")
        with CaptureQueriesContext(connection) as queries:
            tallying._keep(round_, tally, by=by, decision=[])
        found.append(len(queries))
    assert found[0] == found[1]
