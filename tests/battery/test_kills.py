"""kill -9 of the web server and the worker in the middle of submissions: nothing lost, nothing doubled, all mailed.

The same law with a protection switched off finds what the protection is for: without the sweep letters are left
behind, and without the page's key a nominator whose line broke sends twice.
"""

import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from . import law
from .houses import House, databases
from .senders import Sender

PATIENCE = 240


@dataclass(frozen=True)
class Storm:
    """How much is sent and how often which process dies."""

    submissions: int
    kills_each: int
    seed: int = 20_270


SHORT = Storm(submissions=24, kills_each=1)
SHORTEST = Storm(submissions=14, kills_each=1)
LONG = Storm(submissions=200, kills_each=6)


def storm(house: House, of: Storm, *, forgets: bool = False) -> list[Sender]:
    """Send everything from eight sides while the processes are killed; give the senders when all are done."""
    dice = random.Random(of.seed)
    drafts = house.ask("fill", of.submissions)
    house.start()
    house.wait_until_up()
    senders = [Sender(each, house.port, number % 3 == 0, forgets) for number, each in enumerate(drafts)]
    moments = sorted(dice.sample(range(of.submissions // 3, of.submissions - 3), of.kills_each))
    with ThreadPoolExecutor(8) as sides, ThreadPoolExecutor(2) as killing:
        killers = [killing.submit(kill_the_worker, house, of, dice)]
        work = [sides.submit(each.send) for each in senders]
        killers += [killing.submit(kill_the_web_server, house, work, moments)]
        for killer in killers:
            killer.result()
        return [each.result() for each in work]


def kill_the_web_server(house: House, work: list[Future[Sender]], moments: list[int]) -> None:
    """Kill it whenever so many submissions are acknowledged."""
    for moment in moments:
        while sum(each.done() for each in work) < moment:
            time.sleep(0.002)
        house.kill("web")


def kill_the_worker(house: House, of: Storm, dice: random.Random) -> None:
    """Kill it as often, each time with letters in hand."""
    for _number in range(of.kills_each):
        house.wait_for_a_mail()
        time.sleep(dice.uniform(0, 0.1))
        house.kill("worker")


def weather(house: House, of: Storm, *, patience: int = PATIENCE, forgets: bool = False) -> None:
    """Let a storm pass over a house, hold what is left to the law, and print the figures."""
    began = time.monotonic()
    senders = storm(house, of, forgets=forgets)
    held = house.ask("look", patience)
    tries, letters = sum(each.tries for each in senders), len(held["letters"])
    left = sum(status != "sent" for _key, _name, status in held["letters"])
    told = f"{of.submissions} submissions, {house.kills} kills, {tries - of.submissions} sent again, {letters} letters"
    print(f"\n{told}, {held['mails']} mails, {left} left, {time.monotonic() - began:.0f} s")
    law.check(held, [each.draft["draft"] for each in senders])
    assert [each.refused for each in senders if each.refused] == []


def test_a_short_storm_loses_and_doubles_nothing(house):
    weather(house, SHORT)


def test_without_the_sweep_letters_are_left_behind(house):
    house.with_sweep = False
    with pytest.raises(law.LeftBehind):
        weather(house, SHORTEST, patience=4)


def test_without_the_pages_key_a_nomination_is_sent_twice(house):
    with pytest.raises(law.Doubled):
        weather(house, SHORTEST, forgets=True)


@pytest.mark.battery
@pytest.mark.parametrize("house", databases(), indirect=True)
def test_two_hundred_submissions_lose_and_double_nothing(house):
    house.worker = "awards_site"
    weather(house, LONG, patience=480)
