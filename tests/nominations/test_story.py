"""Where a file stands, in words: in every phase, for every status and every answer of the nominee."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.test import Client

from awards_site import clock
from nominations import story
from nominations.models import Consent, Nomination, Screening
from nominations.states import BEFORE_THE_JURY, ConsentStatus, NominationStatus, Phase
from tests.factories import nominations as make
from tests.factories.people import user

from . import way

pytestmark = pytest.mark.django_db
SENT = [each for each in NominationStatus if each != NominationStatus.DRAFT]
STOPPED = {NominationStatus.INELIGIBLE, NominationStatus.WITHDRAWN, NominationStatus.RETURNED}
AGREED = {ConsentStatus.GIVEN, ConsentStatus.WAIVED}
OPENED = [phase for phase in Phase if phase != Phase.SETUP]


def in_phase(phase: Phase) -> Nomination:
    call = make.call(phase)
    file = make.nomination(call, about=make.dossier(call))
    file.submitted_at = dt.datetime(2027, 1, 20, tzinfo=dt.UTC)
    return file


def stories(file: Nomination) -> dict[tuple[str, str], list[story.Event]]:
    told = {}
    for status, answer in itertools.product(SENT, ConsentStatus):
        file.status, file.dossier.consent.status = status, answer
        told[status, answer] = story.told(file, [])
    return told


@pytest.mark.parametrize("phase", OPENED)
def test_the_jury_is_promised_to_those_files_alone_that_may_reach_it(phase: Phase):
    for (status, answer), events in stories(in_phase(phase)).items():
        read = [event.kind for event in events if event.title in {"The jury reads", "The jury has read"}]
        gone = status in STOPPED or answer in {ConsentStatus.DECLINED, ConsentStatus.WITHDRAWN}
        may_read = status == NominationStatus.ELIGIBLE and answer in AGREED
        may_reach = not gone and (phase in BEFORE_THE_JURY or may_read)
        assert bool(read) == may_reach, (status, answer, [event.title for event in events])
        if gone and status != NominationStatus.RETURNED:
            assert events[-1].kind in {"stop", "done", "next"}


@pytest.mark.parametrize("phase", OPENED)
def test_every_story_has_a_last_word_and_every_past_event_its_instant(phase: Phase):
    for (status, answer), events in stories(in_phase(phase)).items():
        assert events[0].when.endswith(" in Tehran (00:00 your time, UTC)"), events[0]
        assert len({event.title for event in events}) == len(events), (status, answer)
        assert sum(event.kind == "now" for event in events) <= 1, (status, answer)


def test_nothing_tells_that_the_board_has_decided_before_its_moment():
    before, after = stories(in_phase(Phase.RATIFICATION)), stories(in_phase(Phase.EMBARGO))
    titles = [{key: [event.title for event in told] for key, told in each.items()} for each in (before, after)]
    assert titles[0] == titles[1]
    assert "The Executive Board decides" in titles[0]["eligible", "given"]


def test_a_correction_whose_day_is_past_is_not_asked_for():
    file = in_phase(Phase.SCREENING)
    file.status, file.correct_until = NominationStatus.RETURNED, file.call.opens_at
    assert story.told(file, [])[-1].title == "The date for the correction passed"
    file.correct_until = file.call.closes_at + 100 * make.DAY
    assert story.told(file, [])[-1].title == "You send it again"


def test_a_draft_after_the_deadline_is_not_being_written():
    draft = make.draft(make.call(Phase.SCREENING))
    assert [event.kind for event in story.told(draft, [])] == ["done", "stop"]


def test_a_reader_elsewhere_reads_both_clocks(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    file = in_phase(Phase.CALL_OPEN)
    assert Consent.objects.count() == 1
    assert "your time, Shanghai" in story.told(file, [])[0].when


def page_of(client: Client, status: str, **decided: Any) -> str:
    file = in_phase(Phase.SCREENING)
    until = file.call.closes_at if status == NominationStatus.RETURNED else None
    Nomination.objects.filter(pk=file.pk).update(status=status, correct_until=until)
    Screening.objects.create(nomination=file, by=user(), **decided)
    client.force_login(file.nominator)
    return client.get(way.base(file)).content.decode()


def test_whoever_comes_too_late_with_a_correction_is_not_asked_for_it(client: Client):
    late = page_of(client, "returned", verdict="returned", reason="Name the river.", correct_until=clock.now())
    told = ("Name the river." in late, "The secretariat decides on what you sent before" in late)
    assert (*told, "Put it right" in late) == (True, True, False)


def test_the_reason_of_an_exclusion_stands_on_the_page(client: Client):
    rule = in_phase(Phase.SCREENING).call.gates.first()
    assert "Left office" in page_of(client, "ineligible", verdict="ineligible", rule=rule, reason="Left office.")
