"""From the opening of a call to its last file: drafts, submissions, and what becomes of them before screening."""

import datetime as dt
import io

import pikepdf
from django.core.files.base import ContentFile

from nominations import drafting, evidence, shape, submission, withdrawal
from nominations.forms.raw import typed_from
from nominations.models import Nomination
from nominations.states import QuestionKind

from . import asking, screening
from .answers import fill
from .clockwork import Story
from .run import DAY, HOUR, File, Run
from .tales import read

STEPS_OF_A_DRAFT = 3
#: The files with letters of support where the call wants none.
WITH_LETTERS = frozenset({1, 2})


def writing(run: Run, file: File, place: int) -> Story:
    """Write a file: begin, fill in, send, and go the way that its fate says."""
    begun = begins_at(run, place)
    yield begun
    file.nomination = begin(run, file)
    if file.fate == "draft":
        fill_in(run, file, STEPS_OF_A_DRAFT)
        return
    fill_in(run, file)
    yield begun + 2 * DAY
    send(run, file, place)
    if file.fate == "withdrawn":
        yield begun + 6 * DAY
        withdrawal.withdraw(fresh(file), by=file.begun.nominator)
        return
    yield from asking.consent(file, begun + 5 * DAY + place * HOUR)
    if run.prize == "academic" or place in WITH_LETTERS:
        yield from asking.letters(run, file, begun + 9 * DAY)
    yield from screening.screened(run, file, place)


def begins_at(run: Run, place: int) -> dt.datetime:
    """Say when a nominator begins: spread over the time that has passed of the call."""
    until = min(run.dates.closes_at, run.world.today)
    return run.dates.opens_at + (until - run.dates.opens_at) * (place + 1) / (len(run.files) + 1.5)


def begin(run: Run, file: File) -> Nomination:
    """Begin a draft, having answered the gates."""
    by = run.world.nominators[file.nominee["by"]]
    made = drafting.begin(run.call, by=by, language=by.language)
    gates = {gate.key: "yes" for gate in shape.of(made.form).asked_gates}
    return drafting.save_step(made, by=by, step=drafting.ELIGIBILITY, version=made.version, gates=gates)


def fresh(file: File) -> Nomination:
    """Read a file anew."""
    return Nomination.objects.whole().get(pk=file.begun.pk)


def fill_in(run: Run, file: File, steps: int = 100) -> None:
    """Fill in the steps of a form, as far as wanted."""
    nomination = fresh(file)
    nominator = read("people")["nominators"][file.nominee["by"]]
    answers = fill(run.prize, file.nominee, nominator, run.dates.closes_at.year)
    for page in shape.of(nomination.form).for_nominator[:steps]:
        for asked in page.of_kind(QuestionKind.FILE):
            if asked.question.required:
                evidence.add(nomination, asked.question, paper(), by=nomination.nominator)
        given = {asked.key: answers[asked.key] for asked in page.questions if answers.get(asked.key)}
        drafting.save_step(
            nomination,
            by=nomination.nominator,
            step=page.key,
            version=nomination.version,
            typed=typed_from(page, given),
            answers=given,
        )


def paper() -> "ContentFile[bytes]":
    """Make a page of paper."""
    made, content = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(content, deterministic_id=True)
    return ContentFile(content.getvalue(), name="curriculum.pdf")


def send(run: Run, file: File, place: int) -> None:
    """Send a file, and ask for letters of support where the call wants some."""
    nomination = fresh(file)
    key = f"example-{run.cycle}-{run.prize}-{place}"
    submission.submit(nomination, by=nomination.nominator, key=key, version=nomination.version)
    file.nomination = fresh(file)
