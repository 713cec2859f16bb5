"""One whole cycle of each shipped prize, from the first question to the announced winner, through stages alone."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile

from awards_site.models import User
from nominations import drafting, evidence, setup, shape, submission, support
from nominations.forms.raw import typed_from
from nominations.models import Call, Nomination
from nominations.states import Phase, QuestionKind, Standing
from scoring import shipping
from scoring.example.answers import fill
from scoring.example.tales import read
from scoring.shipped import PRIZES
from tests.factories.people import user

from .stages import DATES, DAY, OPENS, carried_through, cast_of_staff, consented, fresh, on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_forms() -> None:
    shape.forget()


@pytest.mark.parametrize("prize", PRIZES)
def test_a_cycle_runs_from_the_first_question_to_the_announced_winner(prize):
    people = cast_of_staff()
    call = shipped(prize, people)
    files = [nominated(call, nominee) for nominee in read("nominees")["2025"][prize][:6]]
    carried_through(call, files, people)


def shipped(prize: str, people: dict[str, User]) -> Call:
    with on(OPENS - 30 * DAY):
        call = shipping.ship_call(prize, shipping.ship_cycle("2027"), dates=DATES, by=people["secgen"])
        setup.publish(call, by=people["secgen"])
    with on(OPENS):
        assert fresh(call).phase == Phase.CALL_OPEN
    return call


def nominated(call: Call, nominee: dict[str, Any]) -> Nomination:
    told = read("people")["nominators"][nominee["by"]]
    by = User.objects.filter(email=told["email"]).first() or user(told["email"], name=told["name"])
    with on(OPENS + 10 * DAY):
        made = drafting.begin(fresh(call), by=by, language="en")
        gates = {gate.key: "yes" for gate in shape.of(made.form).asked_gates}
        drafting.save_step(made, by=by, step=drafting.ELIGIBILITY, version=made.version, gates=gates)
        answers = fill(call.prize.slug, nominee, told, 2027)
        for page in shape.of(made.form).for_nominator:
            written(Nomination.objects.whole().get(pk=made.pk), page, answers, by)
        file = Nomination.objects.whole().get(pk=made.pk)
        sent = submission.submit(file, by=by, key=f"key-{file.pk}", version=file.version)
        assert submission.submit(file, by=by, key=f"key-{file.pk}", version=file.version) == sent
    file = Nomination.objects.whole().get(pk=made.pk)
    consented(file, nominee["name"])
    supported(file)
    return file


def supported(file: Nomination) -> None:
    """Let as many referees from outside write as the call wants."""
    for number in range(file.call.unrelated_letters_wanted):
        with on(OPENS + 12 * DAY):
            told = {"name": "Sindokht", "email": f"referee{number}@letters.example"}
            letter = support.request(file, **told, by=file.nominator)
            support.receive(letter, text="word " * 60, standing=Standing.OUTSIDE)


def written(file: Nomination, page: Any, answers: dict[str, Any], by: User) -> None:
    for asked in page.of_kind(QuestionKind.FILE):
        if asked.question.required:
            evidence.add(file, asked.question, paper(), by=by)
    given = {asked.key: answers[asked.key] for asked in page.questions if answers.get(asked.key)}
    typed = typed_from(page, given)
    drafting.save_step(file, by=by, step=page.key, version=file.version, typed=typed, answers=given)


def paper() -> "ContentFile[bytes]":
    made, content = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(content)
    return ContentFile(content.getvalue(), name="paper.pdf")
