"""What the database itself promises of nominations, dossiers, submissions and files."""

import pytest
from django.db import IntegrityError, transaction

from awards_site import clock
from nominations.models import Consent, Cycle, Dossier, Evidence, Nomination, Submission, Upload
from nominations.states import Phase
from tests.factories import nominations

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING))


def refused(act) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def evidence_of(file: Nomination, **fields) -> Evidence:
    question = file.form.steps.get(key="work").questions.get(key="report")
    told = {"title": "a.pdf", "kind": "application/pdf", "size": 1, "sha256": "0" * 64, "file": "none", **fields}
    return Evidence.objects.create(nomination=file, question=question, **told)


def test_one_dossier_of_a_nominee_and_of_a_number_in_a_call(file):
    kept = file.dossier
    refused(lambda: Dossier.objects.create(call=kept.call, nominee=kept.nominee, code="M-999"))
    other = nominations.dossier(kept.call)
    refused(lambda: Dossier.objects.filter(pk=other.pk).update(code=kept.code))


def test_one_consent_of_a_dossier(file):
    refused(lambda: Consent.objects.create(dossier=file.dossier))


@pytest.mark.parametrize(
    "fields",
    [{"status": "lost"}, {"reference": None}, {"submitted_at": None}, {"dossier": None}],
)
def test_what_was_sent_has_a_known_status_reference_time_and_dossier(file, fields):
    refused(lambda: Nomination.objects.filter(pk=file.pk).update(**fields))


def test_a_reference_is_one_files_alone(file):
    other = nominations.nomination(file.call)
    refused(lambda: Nomination.objects.filter(pk=other.pk).update(reference=file.reference))


def test_a_key_and_a_number_are_one_submissions_alone(file):
    whole = {"nomination": file, "answers": {}, "digest": "0" * 64, "at": clock.now()}
    Submission.objects.create(**whole, number=1, key="a")
    refused(lambda: Submission.objects.create(**whole, number=2, key="a"))
    refused(lambda: Submission.objects.create(**whole, number=1, key="b"))


def test_a_file_is_kept_once_and_its_scan_is_known(file):
    kept = evidence_of(file)
    refused(lambda: evidence_of(file))
    refused(lambda: Evidence.objects.filter(pk=kept.pk).update(scan="perhaps"))


def test_a_cycle_has_its_own_address(file):
    refused(lambda: Cycle.objects.create(slug=file.call.cycle.slug, year=2027))


def test_an_upload_is_one_for_each_file_and_never_longer_than_it_was_told(file):
    question = file.form.steps.get(key="work").questions.get(key="report")
    told = {"nomination": file, "question": question, "by": file.nominator, "title": "a.pdf", "size": 9, "mark": "a1"}
    kept = Upload.objects.create(**told)
    refused(lambda: Upload.objects.create(**told))
    refused(lambda: Upload.objects.filter(pk=kept.pk).update(received=10))
