"""Calls in any phase, forms, and nominations in any state."""

import datetime as dt
import itertools
from typing import Any

from awards_site import clock
from awards_site.canonical import digest
from awards_site.models import User
from nominations import parts
from nominations.models import (
    Act,
    Call,
    Collaboration,
    Consent,
    Cycle,
    Dossier,
    Form,
    Gate,
    LetterOfSupport,
    Nomination,
    Nominee,
    Prize,
    Question,
    Step,
    Submission,
)
from nominations.states import ActKind, ConsentStatus, NominationStatus, Phase, QuestionKind, Reach

from .people import user

_NUMBERS = itertools.count(1)
DAY = dt.timedelta(days=1)

#: The acts on record in each phase.
ACTS_IN: dict[str, list[str]] = {
    Phase.SETUP: [],
    Phase.CALL_OPEN: [ActKind.PUBLISHED],
    Phase.SCREENING: [ActKind.PUBLISHED],
}
_LATER = [
    (Phase.ASSESSMENT, ActKind.ASSESSMENT_OPENED),
    (Phase.SHORTLIST, ActKind.ASSESSMENT_CLOSED),
    (Phase.FINAL, ActKind.FINAL_OPENED),
    (Phase.DELIBERATION, ActKind.FINAL_CLOSED),
    (Phase.RATIFICATION, ActKind.RECOMMENDED),
    (Phase.EMBARGO, ActKind.RATIFIED),
    (Phase.ANNOUNCED, ActKind.ANNOUNCED),
    (Phase.ARCHIVED, ActKind.ARCHIVED),
]
for _phase, _act in _LATER:
    ACTS_IN[_phase] = [*list(ACTS_IN.values())[-1], _act]


def prize(slug: str = "", **fields: Any) -> Prize:
    """Make a prize, or give the one of that slug."""
    slug = slug or f"prize-{next(_NUMBERS)}"
    defaults = {"name": {"en": f"{slug.title()} Prize", "fa": f"جایزهٔ {slug}"}, "purpose": {"en": "For good work."}}
    return Prize.objects.get_or_create(slug=slug, defaults={**defaults, **fields})[0]


def cycle(slug: str = "2027") -> Cycle:
    """Make a cycle, or give the one of that slug."""
    defaults = {"name": {"en": f"{slug} cycle", "fa": f"دورهٔ {slug}"}, "year": int(slug[:4])}
    return Cycle.objects.get_or_create(slug=slug, defaults=defaults)[0]


def call(phase: Phase = Phase.CALL_OPEN, *, cycle_slug: str = "2027", prize_slug: str = "", **fields: Any) -> Call:
    """Make a call that stands in a phase now, with a small form and two gates."""
    now = clock.now()
    started = phase != Phase.SETUP
    still_open = phase in {Phase.SETUP, Phase.CALL_OPEN}
    made = Call.objects.create(
        cycle=cycle(cycle_slug),
        prize=prize(prize_slug),
        opens_at=now - 60 * DAY if started else now + 5 * DAY,
        closes_at=now + 30 * DAY if still_open else now - 20 * DAY,
        **{"code_letter": "M", "letters_at_most": 3, **fields},
    )
    Act.objects.bulk_create(Act(call=made, kind=kind, at=now - 10 * DAY) for kind in ACTS_IN[phase])
    form(made, frozen=started)
    Gate.objects.create(call=made, key="office", number="1.1", text={"en": "In office in an Asian city."}, position=1)
    Gate.objects.create(
        call=made, key="duty", number="1.2", text={"en": "Beyond the normal duty."}, asked=False, position=2
    )
    return made


def form(of: Call, *, frozen: bool = True) -> Form:
    """Make a small form: who it is, what was done, and a file."""
    made = Form.objects.create(call=of, version=of.forms.count() + 1, frozen_at=clock.now() if frozen else None)
    who = Step.objects.create(form=made, key="nominee", title={"en": "The nominee", "fa": "نامزد"}, position=1)
    what = Step.objects.create(form=made, key="work", title={"en": "What was done", "fa": "کار"}, position=2)
    question(who, "name", meaning="nominee_name", data_class="public")
    question(who, "email", QuestionKind.EMAIL, meaning="nominee_email", data_class="contact", for_jury=False)
    question(who, "city", QuestionKind.CITY, meaning="nominee_city")
    question(what, "headline", meaning="headline", limits={"characters": 120})
    question(what, "story", QuestionKind.LONG, limits={"words": 60})
    question(what, "report", QuestionKind.FILE, required=False, limits={"files_most": 3})
    return made


def question(step: Step, key: str, kind: str = QuestionKind.SHORT, **fields: Any) -> Question:
    """Make a question of a step."""
    position = step.questions.count() + 1
    label = {"en": key.title(), "fa": f"پرسش {key}"}
    return Question.objects.create(step=step, key=key, kind=kind, label=label, position=position, **fields)


ANSWERS = {
    "name": "Rostam Zal",
    "email": "rostam@nominee.example",
    "city": {"city": "Samarkand", "country": "UZ"},
    "headline": "Shade along the canals",
    "story": "Nine kilometres of open canal were cleaned and planted.",
}


def draft(of: Call, by: User | None = None, **fields: Any) -> Nomination:
    """Make a draft with no answers yet."""
    return Nomination.objects.create(
        call=of, form=of.forms.first(), nominator=by or user(), **{"step": "eligibility", **fields}
    )


def dossier(of: Call, *, name: str = "", consent: str = ConsentStatus.GIVEN, email: str = "") -> Dossier:
    """Make a nominee's dossier in a call, with the consent in a state."""
    number = of.dossiers.count() + 1
    nominee = Nominee.objects.create(
        name=name or f"Nominee {next(_NUMBERS)}",
        email=email or f"nominee{next(_NUMBERS)}@nominees.example",
        office="Mayor",
        city="Samarkand",
        country="UZ",
    )
    made = Dossier.objects.create(
        call=of, nominee=nominee, code=f"{of.code_letter}-{number:03}", headline="Shade along the canals"
    )
    answered = None if consent == ConsentStatus.ASKED else clock.now()
    Consent.objects.create(dossier=made, status=ConsentStatus.ASKED)
    Consent.objects.filter(dossier=made).update(
        status=consent,
        answered_at=answered,
        **({"waived_by": user(), "reason": "Cannot be reached."} if consent == ConsentStatus.WAIVED else {}),
    )
    return Dossier.objects.get(pk=made.pk)


def nomination(
    of: Call,
    status: str = NominationStatus.SUBMITTED,
    *,
    by: User | None = None,
    about: Dossier | None = None,
    **fields: Any,
) -> Nomination:
    """Make a nomination that was sent, in a state."""
    about = about or dossier(of)
    number = next(_NUMBERS)
    return Nomination.objects.create(
        call=of,
        form=of.forms.first(),
        nominator=by or user(),
        dossier=about,
        status=status,
        reference=f"{of.code_letter}{of.cycle.slug}-{number:05}",
        submitted_at=clock.now() - 2 * DAY,
        correct_until=clock.now() + 7 * DAY if status == NominationStatus.RETURNED else None,
        **{"answers": {**ANSWERS, "name": about.nominee.name, "email": about.nominee.email}, **fields},
    )


def submission(of: Nomination, **fields: Any) -> Submission:
    """Keep what was sent with a nomination, as its next version."""
    number = of.submissions.count() + 1
    sent = {"answers": of.answers, "key": f"{of.pk}:{number}", **fields}
    return Submission.objects.create(nomination=of, number=number, digest=digest(sent["answers"]), **sent)


def eligible(of: Call, **names: Any) -> Dossier:
    """Make a dossier that is ready for the jury."""
    made = dossier(of, **names)
    nomination(of, NominationStatus.ELIGIBLE, about=made)
    return made


def colleague(
    of: Nomination, person: User | None = None, reach: str = Reach.EDIT, *, joined: bool = True
) -> Collaboration:
    """Let somebody have a part in a file, as sharing does, whatever the phase."""
    since = clock.now() if joined else None
    part = Collaboration.objects.create(
        nomination=of, person=person or user(), reach=reach, invited_by=of.nominator, joined_at=since
    )
    if joined:
        parts.grant(part)
    return part


def letter_of_support(of: Nomination, email: str = "referee@letters.example", **fields: Any) -> LetterOfSupport:
    """Make a letter of support that was asked for."""
    return LetterOfSupport.objects.create(
        nomination=of, name="Sindokht", email=email, due_at=clock.now() + 10 * DAY, **fields
    )
