"""A small world in one phase: every kind of person, and the things they might reach for."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile

from awards_site import clock
from awards_site.models import Letter, LetterHold, LetterWords, RoleGrant, User
from awards_site.states import LetterStatus
from jury.models import Conflict, Outcome, Panel, Recommendation, Round, Seat
from jury.states import OutcomeKind, RecommendationStatus, RoundKind, SeatRole, Tie
from nominations import parts
from nominations.models import (
    Batch,
    Call,
    DateChange,
    Dossier,
    Evidence,
    Handover,
    LetterOfSupport,
    Nomination,
    Note,
    Preparation,
)
from nominations.screening import token
from nominations.states import ConsentStatus, NominationStatus, Phase, Reach, SupportStatus
from scoring import tallying
from scoring.counted import compute
from scoring.models import Announcement, BoardVote, Laureate, Ratification
from scoring.states import AnnouncementStatus, RatificationStatus, Vote
from tests.factories import jury, nominations, scoring
from tests.factories.nominations import DAY
from tests.factories.people import user
from tests.nominations.hostile import picture

FIRST_ROUND = [*Phase][[*Phase].index(Phase.ASSESSMENT) :]
NOTED = "canarynote"
BETWEEN = [*Phase][[*Phase].index(Phase.SHORTLIST) :]
LAST_ROUND = [*Phase][[*Phase].index(Phase.FINAL) :]
DECIDING = [*Phase][[*Phase].index(Phase.RATIFICATION) :]
DECIDED = [*Phase][[*Phase].index(Phase.EMBARGO) :]


@dataclass
class World:
    """What a phase holds."""

    phase: Phase
    call: Call
    people: dict[str, User | None]
    own: Nomination
    draft: Nomination
    dossier: Dossier
    second: Dossier
    panel: Panel
    evidence: Evidence
    letter: LetterOfSupport
    rounds: dict[str, Round] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def dossier_for(self, person: str) -> Dossier:
        """Give the dossier that is tried: the chair has a tie to the second one."""
        return self.second if person == "chair.conflicted" else self.dossier


def world_in(phase: Phase) -> World:
    """Build the world of a phase."""
    call = nominations.call(phase, prize_slug="mayor", letters_wanted=1)
    people = people_of()
    world = with_files(phase, call, people)
    seats = with_seats(world)
    with_rounds(world, seats)
    with_decisions(world)
    return world


def people_of() -> dict[str, User | None]:
    """Make one person of each kind that signs in; nominees and referees come by their links."""
    people: dict[str, User | None] = {"visitor": None}
    for kind in ("colleague.views", "colleague.edits", "colleague.submits", "colleague.former", "heir"):
        people[kind] = user(f"{kind}@people.example")
    for kind in ("nominator.own", "nominator.other", "juror.assigned", "juror.conflicted", "juror.same_panel"):
        people[kind] = user(f"{kind}@people.example")
    for kind in ("juror.other_panel", "chair.own", "chair.other"):
        people[kind] = user(f"{kind}@people.example")
    for role in ("officer", "secretary_general", "board", "auditor"):
        people[role] = user(f"{role}@staff.example", role)
    people["board.conflicted"] = user("board.conflicted@staff.example", "board")
    people["chair.conflicted"] = people["chair.own"]
    return people


def received(phase: Phase) -> dict[str, Any]:
    """Say that a letter is there once the jury reads; before, somebody still writes it."""
    if phase in {Phase.SETUP, Phase.CALL_OPEN, Phase.SCREENING}:
        return {}
    return {"status": SupportStatus.RECEIVED, "text": "In praise.", "received_at": clock.now()}


def with_files(phase: Phase, call: Call, people: dict[str, User | None]) -> World:
    """Put two dossiers, a draft, a file and a letter into the call."""
    sent = NominationStatus.SUBMITTED if phase in {Phase.SETUP, Phase.CALL_OPEN} else NominationStatus.ELIGIBLE
    dossier, second = nominations.dossier(call), nominations.dossier(call)
    own = nominations.nomination(call, sent, by=people["nominator.own"], about=dossier)
    nominations.nomination(call, sent, by=people["nominator.other"], about=second)
    silent = nominations.dossier(call, consent=ConsentStatus.ASKED)
    draft = nominations.draft(call, people["nominator.own"])
    nominations.draft(call, people["nominator.other"])
    asked = call.forms.first().steps.get(key="work").questions.get(key="report")
    evidence = Evidence(nomination=own, question=asked, title="report.png", kind="image/png", size=4)
    evidence.sha256 = "0" * 64
    evidence.file.save("report.png", ContentFile(picture()))
    letter = nominations.letter_of_support(own, title="letter.pdf", **received(phase))
    letter.file.save("letter.pdf", ContentFile(b"%PDF"))
    panel = jury.panel(call, 0)
    made = World(phase, call, people, own, draft, dossier, second, panel, evidence, letter)
    share(own, draft, people)
    made.extra["waiting"] = nominations.nomination(call, sent, by=people["nominator.other"], about=silent)
    for file in Nomination.objects.submitted():
        nominations.submission(file)
    on_the_desk(made)
    DateChange.objects.create(
        call=call,
        closed_at=call.closes_at,
        closes_at=call.closes_at + DAY,
        reason="A line was down.",
        proposed_by=user("third@staff.example", "secretary_general"),
    )
    letter_sent = Letter.objects.create(key="tried", name="tried", to="a@b.example", language="en", subject="Tried")
    Letter.objects.filter(pk=letter_sent.pk).update(status=LetterStatus.FAILED)
    made.extra["letter"] = letter_sent.pk
    made.extra["role"] = RoleGrant.objects.get(role="auditor").pk
    with_letters(made)
    return made


def on_the_desk(world: World) -> None:
    """Let an officer note something, a second one prepare a decision, and both decide on files in a row."""
    officer, waiting = world.people["officer"], world.extra["waiting"]
    assert officer is not None
    world.extra["note"] = Note.objects.create(nomination=world.own, by=officer, text=NOTED)
    rule, version = world.call.gates.first(), token(waiting, [])
    second = user("fifth@staff.example", "officer")
    told = {"verdict": "ineligible", "rule": rule, "reason": "Not in office.", "version": version, "by": second}
    Preparation.objects.create(nomination=waiting, **told)
    batch = Batch.objects.create(call=world.call, key="b" * 32, verdict="eligible", by=officer)
    batch.lines.create(nomination=world.own)
    world.extra["batch"] = batch


def with_letters(world: World) -> None:
    """Put a letter that went out, one of an act, a hold, and words that wait for a second person."""
    told = {"name": "nominations/date_moved", "to": "a@b.example", "language": "en", "subject": "Told"}
    gone = Letter.objects.create(key="gone", status=LetterStatus.SENT, sent_at=clock.now(), **told)
    Letter.objects.create(key="many", batch="of-many", **told)
    third = user("words@staff.example", "secretary_general")
    LetterHold.objects.create(pk=world.extra["letter"], name="scoring/finalist", reason="A wrong name.", held_by=third)
    LetterWords.objects.create(
        name="nominations/receipt", language="en", number=1, subject="S", body="{page} {reference}", proposed_by=third
    )
    world.extra["sent"] = gone.pk


def share(own: Nomination, draft: Nomination, people: dict[str, User | None]) -> None:
    """Let colleagues have their parts in both files of a nominator, and ask an heir to join one or take it over."""
    for file in (own, draft):
        for kind, reach in (("views", Reach.VIEW), ("edits", Reach.EDIT), ("submits", Reach.SUBMIT)):
            nominations.colleague(file, people[f"colleague.{kind}"], reach)
        parts.end(nominations.colleague(file, people["colleague.former"], Reach.SUBMIT), by=file.nominator)
    nominations.colleague(own, people["heir"], Reach.VIEW, joined=False)
    Handover.objects.create(nomination=own, by=own.nominator, to=people["heir"])


def with_seats(world: World) -> dict[str, Seat]:
    """Seat the jurors, on this panel and on another call's."""
    there = nominations.call(world.phase, prize_slug="journalist", code_letter="J")
    elsewhere = jury.panel(there, 0)
    seats = {
        kind: jury.seat(world.panel, world.people[kind])
        for kind in ("juror.assigned", "juror.conflicted", "juror.same_panel", "board.conflicted")
    }
    seats["chair.own"] = jury.seat(world.panel, world.people["chair.own"], role=SeatRole.CHAIR)
    jury.seat(elsewhere, world.people["juror.other_panel"])
    jury.seat(elsewhere, world.people["chair.other"], role=SeatRole.CHAIR)
    for kind in ("juror.conflicted", "board.conflicted"):
        Conflict.objects.create(seat=seats[kind], dossier=world.dossier, tie=Tie.PROFESSIONAL)
    Conflict.objects.create(seat=seats["chair.own"], dossier=world.second, tie=Tie.PROFESSIONAL)
    Conflict.objects.create(seat=seats["chair.own"], dossier=world.dossier, tie=Tie.NONE)
    world.extra["seat"] = seats["juror.same_panel"]
    return seats


def with_rounds(world: World, seats: dict[str, Seat]) -> None:
    """Put up both rounds; those that the phase has reached have entries, assignments and ballots."""
    rubric = scoring.rubric()
    for kind, reached in ((RoundKind.ASSESSMENT, FIRST_ROUND), (RoundKind.FINAL, LAST_ROUND)):
        closes = clock.now() + DAY if world.phase == reached[0] else clock.now() - DAY
        entered = [world.dossier, world.second] if world.phase in reached else []
        asked = {"aside_reason": "A wrong weight.", "aside_by": user(f"{kind}@aside.example", "secretary_general")}
        round_ = jury.round_of(world.call, kind, *entered, closes_at=closes, ballots_wanted=1, **asked)
        scoring.rules(round_, rubric, quorum=1, shortlist=2)
        world.rounds[kind] = round_
        if world.phase in reached:
            mine = jury.assignment(round_, seats["juror.assigned"], world.dossier)
            other = jury.assignment(round_, seats["juror.assigned"], world.second)
            chairs = jury.assignment(round_, seats["chair.own"], world.dossier)
            done = world.phase != reached[0]
            marks = {"impact": "7.5", "leadership": "8"}
            for each in (mine, other, chairs):
                scoring.ballot(each, marks, cast=done)
            if done and world.phase != Phase.FINAL:
                tallying._keep(round_, compute(round_), by=user(f"{kind}@counted.example", "officer"), decision=[])


def with_decisions(world: World) -> None:
    """Write the recommendation, the votes and the moment, as far as the phase has come."""
    if world.phase not in DECIDING:
        return
    made = Recommendation.objects.create(
        call=world.call, number=1, status=RecommendationStatus.MADE, made_at=clock.now(), minutes="Agreed."
    )
    Outcome.objects.create(
        recommendation=made, dossier=world.dossier, kind=OutcomeKind.LAUREATE, citation={"en": "For shade."}
    )
    Outcome.objects.create(recommendation=made, dossier=world.second, kind=OutcomeKind.FINALIST)
    decided = world.phase in DECIDED
    ratification = Ratification.objects.create(
        recommendation=made,
        status=RatificationStatus.RATIFIED if decided else RatificationStatus.OPEN,
        quorum=1,
        decided_at=clock.now() if decided else None,
    )
    if decided:
        voter = user("fourth@staff.example", "board")
        BoardVote.objects.create(ratification=ratification, member=voter, vote=Vote.FOR, key="k" * 32)
    if world.phase in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        Laureate.objects.create(
            call=world.call, dossier=world.dossier, kind=OutcomeKind.LAUREATE, name="Won", published_at=clock.now()
        )
    if world.phase == Phase.EMBARGO:
        Announcement.objects.create(
            call=world.call,
            status=AnnouncementStatus.PROPOSED,
            moment=clock.now() + DAY,
            proposed_by=user("second@staff.example", "secretary_general"),
        )
