"""Everybody at once, and everybody at the deadline: nothing lost, nothing doubled, taken if and only if in time.

Who had sent before the deadline is in time, however long the queue. The same law with the check of the deadline
switched off finds what came late.
"""

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from . import law
from .houses import House, databases
from .senders import Sender

PATIENCE = 240
UNTIMED = "tests.battery.untimed"
TOLD = "The deadline of this call has passed. What you wrote is kept"
A_START = 4.0
#: Half is sent before the deadline; of all, at least one in so many has arrived by then on a busy machine.
PART_IN_TIME = 50


@dataclass(frozen=True)
class Rush:
    """How much is sent, and from how many processes."""

    posts: int
    processes: int
    #: how many seconds before and after the deadline
    around: float = 0.25


SHORT = Rush(40, 8)
LONG = Rush(500, 50)
SHORT_DEADLINE = Rush(60, 6, around=0.5)
LONG_DEADLINE = Rush(1000, 50)

Timed = tuple[float, Sender]
Answer = tuple[Sender, bool, float]


def begin(house: House, of: Rush) -> list[Sender]:
    """Start a house with its drafts, each with a sender who is in no hurry to give up."""
    drafts = house.ask("fill", of.posts)
    house.start()
    house.wait_until_up()
    return [Sender(each, house.port, waits=PATIENCE) for each in drafts]


def from_all_sides(of: Rush, timed: list[Timed]) -> list[Answer]:
    """Post everything once at its moment, from so many processes."""
    portions = [timed[number :: of.processes] for number in range(of.processes)]
    with multiprocessing.get_context("fork").Pool(of.processes) as pool:
        return [each for portion in pool.map(post_all, portions, chunksize=1) for each in portion]


def post_all(portion: list[Timed]) -> list[Answer]:
    """Post one process's portion, side by side."""
    with ThreadPoolExecutor(len(portion)) as sides:
        return list(sides.map(post, portion))


def post(timed: Timed) -> Answer:
    """Post at a moment; give whether it was acknowledged and how long that took."""
    moment, sender = timed
    time.sleep(max(0.0, moment - time.time()))
    began = time.monotonic()
    taken = sender.is_acknowledged()
    return sender, taken, time.monotonic() - began


def rush(house: House, of: Rush) -> None:
    """Let everybody send at one moment; hold what is there to the law."""
    senders, moment = begin(house, of), time.time() + A_START
    answers = from_all_sides(of, [(moment, each) for each in senders])
    held = house.ask("look", PATIENCE)
    slowest = max(waited for _sender, _taken, waited in answers)
    print(f"\n{of.posts} at once from {of.processes} processes, slowest {slowest:.1f} s, {held['mails']} mails")
    assert [each.refused for each, taken, _waited in answers if not taken] == []
    law.check(held, [each.draft["draft"] for each in senders])


def deadline(house: House, of: Rush) -> None:
    """Let everybody send close around the deadline; hold what is there to the law."""
    senders = begin(house, of)
    for each in senders[:: max(1, of.posts // 16)]:
        each.read_anew()  # the first pages of a new web server are slow
    closes_at = house.ask("close", 8)
    assert time.time() < closes_at - 1
    step = 2 * of.around / (of.posts - 1)
    timed = [(closes_at - of.around + number * step, each) for number, each in enumerate(senders)]
    answers = from_all_sides(of, timed)
    held = house.ask("look", PATIENCE)
    taken = {each.draft["draft"] for each, yes, _waited in answers if yes}
    refused = [each for each, yes, _waited in answers if not yes]
    slowest = max(waited for _sender, _taken, waited in answers)
    print(f"\n{of.posts} posts: {len(taken)} taken, {len(refused)} refused, slowest {slowest:.1f} s")
    law.in_time(held, closes_at)
    law.check(held, taken)
    assert {draft for draft, each in held["submissions"].items() if each["keys"]} == taken
    assert Counter(TOLD in each.said for each in refused) == Counter({True: len(refused)}), refused[0].refused
    assert len(taken) > of.posts // PART_IN_TIME, "what had arrived waits for its turn, and is in time"
    assert refused


def test_everybody_at_once_loses_and_doubles_nothing(house):
    rush(house, SHORT)


def test_at_the_deadline_what_is_stamped_in_time_is_taken(house):
    deadline(house, SHORT_DEADLINE)


def test_without_the_check_of_the_deadline_something_late_is_taken(house):
    house.site = UNTIMED
    with pytest.raises(law.Late):
        deadline(house, SHORT_DEADLINE)


@pytest.mark.battery
@pytest.mark.parametrize("house", databases(), indirect=True)
def test_five_hundred_at_once_lose_and_double_nothing(house):
    house.worker = "awards_site"
    rush(house, LONG)


@pytest.mark.battery
@pytest.mark.parametrize("house", databases(), indirect=True)
def test_a_thousand_at_the_deadline_are_taken_if_in_time(house):
    house.worker = "awards_site"
    deadline(house, LONG_DEADLINE)
