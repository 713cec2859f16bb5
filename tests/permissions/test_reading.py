"""What everybody reads in a phase, held to the laws of who reads what: each page is read once, for all of them."""

import pytest

from nominations.states import Phase

from .reading import (
    BALLOT,
    CITATION,
    CONTACT,
    DRAFT,
    FILE,
    FOLLOWED,
    JUROR,
    READERS,
    STORY,
    TITLES,
    Reading,
    reading_in,
)
from .table import PEOPLE
from .world import NOTED

pytestmark = pytest.mark.django_db

#: Kinds of people who have to do with files alone, or with nothing.
OF_FILES = {"visitor", "nominator", "colleague", "heir", "nominee", "referee"}
#: Who reads the first round's count while the last round is open.
AFTER_THE_FIRST = {Phase.ASSESSMENT: set(), Phase.FINAL: {"officer", "secretary_general", "auditor"}}
OUTSIDE = [person for person in PEOPLE if person.partition(".")[0] in OF_FILES]
PANEL = ("juror.assigned", "juror.conflicted", "juror.same_panel", "juror.other_panel", "chair.own", "chair.other")
BOARD = ("board", "board.conflicted")
STRANGERS = (
    "visitor",
    "nominator.other",
    "colleague.former",
    "heir",
    "nominee.other",
    "referee.other",
    "juror.other_panel",
    "chair.other",
)
#: Where a file itself is read.
VIEWS = {
    "jury:dossier",
    "nominations:consent",
    "nominations:nomination",
    "nominations:receipt",
    "nominations:screen",
    "nominations:support",
    "nominations:written",
}
AUTHORS = {"nominator.own", "colleague.views", "colleague.edits", "colleague.submits"}


def nobody_reads_anothers_ballot_nor_any_count_before_the_close(phase: Phase, read: Reading) -> None:
    if phase in AFTER_THE_FIRST:
        assert "scoring:ballot" in read.where("juror.assigned", BALLOT)
        assert read.readers(BALLOT) == {"juror.assigned"}
        assert {person for person in READERS if "scoring:result" in read.opened_to(person)} <= AFTER_THE_FIRST[phase]


def a_result_is_read_by_board_secretary_general_and_auditor_alone(phase: Phase, read: Reading) -> None:
    panel = {"chair.own", "juror.assigned"} if phase == Phase.RATIFICATION else set()
    assert read.readers(CITATION) <= {"board", "board.conflicted", "secretary_general", "auditor", *panel}
    if phase in {Phase.RATIFICATION, Phase.EMBARGO}:
        assert "scoring:ratification" in read.where("board", CITATION)


def strangers_read_nothing_jurors_no_contacts_and_nominators_no_jurors(_phase: Phase, read: Reading) -> None:
    assert read.readers(FILE, among=STRANGERS) == set()
    assert read.readers(CONTACT, among=(*PANEL, *BOARD)) == set()
    assert read.readers(JUROR, among=OUTSIDE) == set()
    assert read.readers(BALLOT, among=OUTSIDE) == set()


def the_secretariats_notes_are_read_by_it_and_the_auditor_alone(phase: Phase, read: Reading) -> None:
    auditors = set() if phase == Phase.CALL_OPEN else {"auditor"}
    assert read.readers(NOTED) == {"officer", "secretary_general", *auditors}


def a_draft_is_read_by_its_author_and_invited_colleagues_alone(phase: Phase, read: Reading) -> None:
    assert read.readers(DRAFT) <= AUTHORS
    assert phase != Phase.CALL_OPEN or read.readers(DRAFT) == AUTHORS


def no_list_search_or_export_shows_more_than_the_file_itself(_phase: Phase, read: Reading) -> None:
    for person in READERS:
        named, addressed = read.where(person, FILE) - TITLES - {"scoring:ballot"}, read.where(person, CONTACT)
        told = read.where(person, STORY)
        assert not named or named & VIEWS, (person, named)
        assert not told or told & VIEWS, (person, told)
        assert addressed <= VIEWS or person in read.sees_contacts, (person, addressed)


def a_link_is_shown_to_those_alone_to_whom_it_opens(phase: Phase, read: Reading) -> None:
    assert bool(read.shut) == (phase in FOLLOWED)
    assert {person: doors for person, doors in read.shut.items() if doors} == {}


LAWS = (
    nobody_reads_anothers_ballot_nor_any_count_before_the_close,
    a_result_is_read_by_board_secretary_general_and_auditor_alone,
    strangers_read_nothing_jurors_no_contacts_and_nominators_no_jurors,
    the_secretariats_notes_are_read_by_it_and_the_auditor_alone,
    a_draft_is_read_by_its_author_and_invited_colleagues_alone,
    no_list_search_or_export_shows_more_than_the_file_itself,
    a_link_is_shown_to_those_alone_to_whom_it_opens,
)
#: Everybody reads everything, which takes its time: these two with the battery alone.
LATER = [pytest.param(phase, marks=pytest.mark.battery) for phase in (Phase.FINAL, Phase.RATIFICATION)]


@pytest.mark.parametrize("phase", [*FOLLOWED, *LATER])
def test_what_everybody_reads_keeps_every_law(phase):
    read = reading_in(phase)
    for law in LAWS:
        law(phase, read)
