"""An officer's translation of a long answer: beside the original on the desk and before the jury, and nowhere else."""

import pytest
from django.urls import reverse

from awards_site.models import AuditEvent
from jury import dossier as dossiers
from nominations.models import Nomination, Translation
from nominations.reading import Audience
from nominations.states import NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import ANSWERS
from tests.factories.people import user

pytestmark = pytest.mark.django_db
TYPED = {"of_language": "tg", "language": "en", "text": "Nine kilometres of canal."}


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING), NominationStatus.ELIGIBLE)


def at(name: str, file: Nomination, **more) -> str:
    return reverse(f"nominations:{name}", kwargs={**file.call.slugs, "nomination": file.public_id, **more})


@pytest.fixture
def desk(client):
    client.force_login(user("", "officer"))
    return client


def test_a_translation_stands_beside_the_original_each_in_its_language(desk, file):
    assert desk.post(at("translate", file, path="story"), {**TYPED, "text": ""}).status_code == 200
    assert desk.post(at("translate", file, path="story"), TYPED).status_code == 302
    page = desk.get(at("screen", file)).content.decode()
    assert '<div lang="tg" dir="ltr"><p>Nine kilometres of open canal were cleaned and planted.</p>' in page
    assert '<div lang="en" dir="ltr"><p>Nine kilometres of canal.</p>' in page
    assert AuditEvent.objects.get().what == "nomination.translated"
    desk.force_login(file.nominator)
    assert TYPED["text"] not in desk.get(at("nomination", file)).content.decode()


def test_the_jury_reads_the_newest_translation_and_none_of_an_answer_that_changed(desk, file):
    for text in ("A first try.", "A better one."):
        desk.post(at("translate", file, path="story"), {**TYPED, "text": text})
    assert told_to_the_jury(file) == ["A better one."]
    Nomination.objects.update(answers={**ANSWERS, "story": "Ten kilometres."})
    assert told_to_the_jury(file) == []
    assert Translation.objects.count() == 2


def told_to_the_jury(file: Nomination) -> list[str]:
    read = dossiers.read_as(file.dossier, Audience.JURY, letters=False)
    lines = [line for part in read.first.parts for line in part.lines]
    return [line.translation.text for line in lines if line.translation]


def test_a_long_answer_in_a_row_has_a_translation_of_its_own(desk, file):
    step = file.form.steps.get(key="work")
    works = nominations.question(step, "works", "rows")
    nominations.question(step, "summary", "long", parent=works)
    Nomination.objects.update(answers={**ANSWERS, "works": [{"summary": "One."}, {"summary": "Two."}]})
    assert (
        desk.post(at("translate", file, path="works.2.summary"), {**TYPED, "text": "The second."}).status_code == 302
    )
    page = desk.get(at("screen", file)).content.decode()
    assert (page.count("The second."), "works.1.summary" in page) == (1, True)


@pytest.mark.parametrize("path", ["headline", "nothing", "works.9.summary", "email"])
def test_what_is_no_long_answer_is_not_translated(desk, file, path):
    assert desk.post(at("translate", file, path=path), TYPED).status_code == 404
    assert not Translation.objects.exists()
