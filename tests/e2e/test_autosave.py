"""Whoever writes a long answer gets all characters back, whatever happens meanwhile.

A killed browser, an ended session, a deadline that passes, a second device: once each in every run of the tests, and
many times in the battery.
"""

import os
import re
from contextlib import contextmanager, nullcontext

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from awards_site.models import Session
from nominations.models import Nomination, Submission
from nominations.states import NominationStatus
from tests.factories import nominations as make
from tests.nominations import way

from .browser import Forum
from .mailbox import link_for
from .unlucky import dice_for, killable, some_text, types
from .watch import DAY

MANY = int(os.environ.get("AUTOSAVE_RUNS", "50"))
RUNS = [1, pytest.param(MANY, marks=pytest.mark.battery)]
TWO_SECONDS = 2_000
AUTOSAVE = "**/autosave/**"
A_LOT = 700
#: Notes the longest pause between two letters, in milliseconds.
A_PAUSE = """() => {
  let last = performance.now();
  window.longest = 0;
  addEventListener("input", () => {
    window.longest = Math.max(window.longest, performance.now() - last);
    last = performance.now();
  });
}"""
pytestmark = pytest.mark.browser


@pytest.fixture
def language():
    return "en"


@pytest.fixture
def begun(forum):
    """Let somebody begin a nomination, up to the step with the long answer: the file, and the session's key."""

    def begin():
        cache.clear()
        client = Client()
        way.signed_in(client)
        nomination = way.begin(client, make.call())
        for step in ("eligibility", "nominee"):
            way.post(client, nomination, step, way.TYPED[step])
        return nomination, client.cookies[site.SESSION_COOKIE_NAME].value

    return begin


def opens(forum, nomination, session):
    """Sit down at a device that is signed in, at the long answer."""
    person = forum.person("nominator", nomination.nominator.email)
    person.context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": session, "url": forum.address}])
    person.page.goto(forum.at(way.step_of(nomination, "work")))
    answer_on(person).focus()
    return person


def answer_on(person):
    return person.page.locator("textarea[name=story]")


def said_on(person, words):
    """Wait until the line about saving says so."""
    expect(person.page.locator("[data-saved]")).to_have_text(re.compile(words))


@contextmanager
def seen_saved(person, text):
    """Write within; then wait until the server has taken this text, and the page says so."""
    sent = text.replace("\n", "\r\n").encode()

    def is_taken(answer):
        return "/autosave/" in answer.url and answer.ok and sent in answer.request.post_data_buffer

    with person.page.expect_response(is_taken):
        yield
    expect(person.page.locator("[data-saved]")).to_have_class(re.compile("is-done"))
    said_on(person, "^Saved ")


def kept(nomination):
    """Give the long answer as the server has it."""
    return Nomination.objects.get(pk=nomination.pk).typed.get("work", {}).get("story", [""])[0].replace("\r\n", "\n")


def of_how_many(story, runs, went_well):
    """Go through a story many times, and say how often everything came back."""
    failed = [run for run in range(runs) if not went_well(dice_for(story, run))]
    print(f"\n{story}: all characters back in {runs - len(failed)} of {runs} runs")
    assert not failed, f"{story}: characters are missing in the runs {failed}"


# a killed browser


def outlives_a_kill(forum, begun, tmp_path, dice, *, line_is_cut=False):
    """Type, see it saved, type on, pause for two seconds, type on, be killed; then come back with a new browser.

    All that was typed until the pause has to be there, and of the rest a beginning or nothing.
    """
    nomination, session = begun()
    first, second, third = (some_text(dice, words) for words in (8, 8, 3))
    folder = tmp_path / f"profile-{nomination.pk}"
    with killable(forum.browser.browser_type, folder) as (browser, kill):
        there = Forum(browser, forum.address, forum.language, forum.watch, forum.inspector)
        person = opens(there, nomination, session)
        if line_is_cut:
            person.page.route(AUTOSAVE, lambda route: route.abort())
        with nullcontext() if line_is_cut else seen_saved(person, first):
            types(person.page, first)
        types(person.page, second)
        person.page.wait_for_timeout(TWO_SECONDS)
        types(person.page, third)
        kill()
    back = comes_back(forum, nomination)
    return back.startswith(first + second) and (first + second + third).startswith(back)


def comes_back(forum, nomination):
    """Sign in by code, by the mailed link, and read the long answer."""
    email = nomination.nominator.email
    person = forum.person("nominator with a new browser", email).sign_in(link_for(email, str(nomination.public_id)))
    assert "/step/work/" in person.page.url, person.page.url
    back = answer_on(person).input_value()
    person.leave()
    return back


@pytest.mark.parametrize("runs", RUNS)
def test_what_was_typed_outlives_a_killed_browser(forum, begun, tmp_path, runs):
    of_how_many("a killed browser", runs, lambda dice: outlives_a_kill(forum, begun, tmp_path, dice))


def test_without_saving_a_killed_browser_takes_the_text_along(forum, begun, tmp_path):
    assert not outlives_a_kill(forum, begun, tmp_path, dice_for("control", 0), line_is_cut=True)
    cut = [fault for fault in forum.inspector.faults if fault.endswith("net::ERR_FAILED")]
    assert cut == forum.inspector.faults != []
    forum.inspector.faults.clear()  # the line was cut by us


# no pause at all


def test_who_types_without_a_pause_is_saved_all_the_same(forum, begun):
    nomination, session = begun()
    person = opens(forum, nomination, session)
    person.page.evaluate(A_PAUSE)
    while not kept(nomination) and len(answer_on(person).input_value()) < A_LOT:
        person.page.keyboard.type("on and ", delay=40)
    longest = person.page.evaluate("window.longest")
    assert kept(nomination)
    assert longest < 1_500, "it was a pause that saved it"


# an ended session


@pytest.mark.parametrize("runs", RUNS)
def test_what_was_typed_outlives_an_ended_session(forum, begun, runs):
    def went_well(dice):
        nomination, session = begun()
        first, second = some_text(dice), some_text(dice)
        person = opens(forum, nomination, session)
        with seen_saved(person, first) if dice.random() < 0.5 else nullcontext():
            types(person.page, first)
        Session.objects.filter(user=nomination.nominator).delete()
        types(person.page, second)
        said_on(person, "You are signed out")
        kept_on_page = answer_on(person).input_value() == first + second
        if dice.random() < 0.5:
            signs_in_beside(person)
        person.press("Continue").reads("what you typed stands below")
        shown = [field.input_value() for field in person.page.locator("textarea.typed").all()]
        signs_in_beside(person)
        person.page.goto(forum.at(way.step_of(nomination, "work")))
        back = next(text for text in shown if text.endswith(second))
        with seen_saved(person, back):
            answer_on(person).fill(back)
        person.leave()
        return kept_on_page and first + second in shown and kept(nomination) == first + second

    of_how_many("an ended session", runs, went_well)


def signs_in_beside(person):
    """Sign in again in another tab, where that is still to do."""
    here, person.page = person.page, person.context.new_page()
    person.page.goto(person.forum.at("account/login/"))
    if person.page.locator("main [name=email]").count():
        person.sign_in()
    person.page.close()
    person.page = here


# a deadline that passes


@pytest.mark.parametrize("runs", RUNS)
def test_what_was_typed_outlives_the_deadline(forum, watch, begun, runs):
    def went_well(dice):
        began = watch.get()
        nomination, session = begun()
        first, second = some_text(dice), some_text(dice)
        person = opens(forum, nomination, session)
        with seen_saved(person, first):
            types(person.page, first)
        watch.forward(31 * DAY)
        types(person.page, second)
        expect(person.page.locator("[data-saved]")).to_have_class(re.compile("is-due"))
        kept_on_page = answer_on(person).input_value() == first + second
        person.press("Continue").reads("What you were typing")
        shown = person.page.locator("main dd").all_inner_texts()
        person.leave()
        file = Nomination.objects.get(pk=nomination.pk)
        assert (file.status, file.submissions.count()) == (NominationStatus.DRAFT, 0)
        assert not Submission.objects.filter(nomination=file).exists()
        watch.put(began)
        return kept_on_page and first + second in shown and kept(nomination) == first

    of_how_many("a deadline that passes", runs, went_well)


# a second device


@pytest.mark.parametrize("runs", RUNS)
def test_what_was_typed_outlives_a_second_device(forum, begun, runs):
    def went_well(dice):
        nomination, session = begun()
        here, there = some_text(dice), some_text(dice)
        one, other = (opens(forum, nomination, session) for _ in range(2))
        with seen_saved(one, here):
            types(one.page, here)
        types(other.page, there)
        said_on(other, "This page was changed in another window")
        other.press("Continue").reads("Choose for each answer which text to keep")
        shown = other.page.locator(".pair .panel").all_inner_texts()
        nothing_lost = kept(nomination) == here
        chosen, text = dice.choice([("mine", there), ("saved", here)])
        other.page.locator(f'[name="keep.story"][value={chosen}]').check()
        other.press("Keep what I chose")
        one.leave()
        other.leave()
        return nothing_lost and shown == [there, here] and kept(nomination) == text

    of_how_many("a second device", runs, went_well)
