"""From the last ballot to the announcement: the panel recommends, the board ratifies, the moment comes."""

import datetime as dt

from jury import deliberation
from jury.states import OutcomeKind
from nominations.models import Dossier
from nominations.states import Phase
from scoring import announcement, ratification
from scoring.states import Vote

from .clockwork import Story
from .judging import seats
from .run import DAY, Run
from .tales import read

MINUTES = (
    "The panel met for an afternoon. It read the count of the final round, spoke about each finalist in turn, "
    "and agreed without a vote."
)


def recommending(run: Run) -> Story:
    """Let the chair write down what the panel recommends."""
    yield run.dates.final[1] + 3 * DAY
    chair = seats(run)[0].user
    outcomes = {dossier: said(run, dossier) for dossier in deliberation.finalists(run.call)}
    named = {dossier: word for dossier, word in outcomes.items() if word}
    draft = deliberation.save(run.call, named, minutes=MINUTES, by=chair)
    deliberation.recommend(run.call, by=chair, version=draft.version)


def said(run: Run, dossier: Dossier) -> deliberation.Said | None:
    """Say what the panel says of a finalist, or nothing."""
    file = run.file_of(dossier.pk)
    citation = read("citations").get(file.nominee["latin"] or file.nominee["name"], {})
    return deliberation.Said(file.fate, None, citation) if file.fate in OutcomeKind.values else None


def voting(run: Run) -> Story:
    """Let the board vote, one member each second day; the last stands aside."""
    for place, member in enumerate(run.world.board):
        yield run.dates.final[1] + (4 + 2 * place) * DAY
        made = ratification.before_the_board(run.call)
        if made is None or run.call.phase != Phase.RATIFICATION:
            return
        choice = Vote.RECUSED if place == 1 else Vote.FOR
        ratification.vote(made, by=member, choice=choice, key=f"example-{run.cycle}-{run.prize}-{place}")


def announcing(run: Run, moment: dt.datetime) -> Story:
    """Set the moment by two people, and let it come."""
    yield run.dates.final[1] + 60 * DAY
    made = announcement.propose(run.call, moment, by=run.world.secretary)
    announcement.confirm(run.call, by=run.world.second_officer, version=made.version)
    yield moment
    announcement.publish_due()
    announcement.tell_everybody()
