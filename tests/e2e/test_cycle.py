"""One whole cycle in a real browser, in each language, through pages alone.

Before it begins, the machine's owner ships a prize and appoints the Secretary General. Everything after that is done
by people at their browsers; the worker's clock alone does what it does by itself.
"""

import datetime as dt

import pytest
from django.core.management import call_command

from nominations.models import Call
from scoring import beat, shipping

from . import board, corners, jury, nominator, recounting, rulebook, secretariat, visitor
from .cast import IN
from .mailbox import link_for, mails_to
from .watch import DAY, dates_from

HOUR = dt.timedelta(hours=1)
CYCLE = "2027"
#: So many different kinds of page at least are looked at closely on the way.
KINDS_OF_PAGES = 65
LEFT_AT = {"mayor": "achievements", "journalist": "works"}
REFEREE = "referee@letters.example"
SECRETARY = "secretary@forum.example"
OFFICER, SECOND, AUDITOR = "officer@forum.example", "second@forum.example", "auditor@forum.example"
BOARD = [f"member{number}@forum.example" for number in (1, 2, 3)]
ROLES = {
    OFFICER: ("officer", "Mina Daryaei"),
    SECOND: ("officer", "Omid Parsa"),
    AUDITOR: ("auditor", "Elif Demiray"),
    **{email: ("board", f"Member {email[6]}") for email in BOARD},
}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_whole_cycle_goes_through_pages_alone(forum, watch, language, tmp_path):
    words = IN[language]
    call = f"{CYCLE}/{words.prize}/"
    staff = begins(forum, watch, words, call)
    nominates(forum, watch, words, call, staff["officer"])
    screens(watch, words, call, staff["officer"], forum)
    panel = seats(forum, words, call, staff)
    reader = forum.person("somebody who doubts")
    freezes(reader, watch, call, staff, tmp_path)
    assesses(watch, words, call, staff, panel)
    decides(watch, words, call, staff["officer"], panel)
    reader = ratifies(forum, words, call, staff)
    announces(forum, words, call, reader)
    recounts_at_home(reader, call, tmp_path)
    assert len(forum.inspector.seen) >= KINDS_OF_PAGES, sorted(forum.inspector.seen)


def begins(forum, watch, words, call):
    """Ship the prize, appoint the Secretary General; then roles and the publication are pages."""
    shipping.ship_call(words.prize, shipping.ship_cycle(CYCLE), dates=dates_from(watch))
    call_command("appoint", SECRETARY, verbosity=0)
    secretary = forum.person("secretary general", SECRETARY).sign_in()
    secretariat.gives_roles(secretary, ROLES)
    secretariat.publishes(secretary, call)
    watch.forward(2 * DAY)
    reader, form = visitor.reads_all_before_signing_in(forum, call)
    assert len(form) > 1_000
    reader.leave()
    return {"secretary": secretary, "officer": forum.person("officer", OFFICER).sign_in()}


def nominates(forum, watch, words, call, officer):
    """One nomination through the whole form, three that came on paper, consents and a letter of support."""
    left_at = LEFT_AT[words.prize]
    nominator.begins_and_leaves(forum, call, words, left_at)
    watch.forward(3 * DAY)
    person, reference = nominator.comes_back_and_submits(forum, call, words, left_at)
    nominator.asks_a_referee(person, words, REFEREE)
    nominator.referee_writes(forum, words, REFEREE)
    corners.of_a_visitor(forum, call)
    corners.of_a_nominator(person, call)
    secretariat.enters_paper(officer, call, words, f"{watch.get():%Y-%m-%d}")
    for nominee in (words.first, *words.on_paper):
        nominator.nominee_consents(forum, nominee)
    person.go("nominations/")
    assert (
        reference in person.go(person.page.locator("main a[href*='/nominations/']").first.get_attribute("href")).text()
    )
    person.leave()


def screens(watch, words, call, officer, forum):
    """After the call has closed: one admitted, one returned and corrected, one not eligible; each gets its letter."""
    watch.put(the_call().closes_at + DAY)
    secretariat.admits(officer, call, words.first, words.reason)
    secretariat.returns(officer, call, words.returned, words.reason)
    secretariat.excludes(officer, call, words.excluded, words.reason)
    watch.forward(2 * DAY)
    nominator.corrects(forum, words)
    secretariat.admits(officer, call, words.returned, words.reason)
    secretariat.admits(officer, call, words.second, words.reason)


def seats(forum, words, call, staff):
    """The panel is appointed; jurors take their seats and answer for ties; one of them stands aside."""
    jury.is_invited(staff["secretary"], call, words, forum.language)
    panel = {juror: jury.takes_seat(forum, juror) for juror in words.jurors}
    *free, tied = panel
    for juror in free:
        jury.answers_for_ties(panel[juror], call, words.admitted)
    jury.answers_for_ties(panel[tied], call, words.admitted, tied_to=[words.first])
    staff["officer"].go(f"{call}ties/")
    return panel


def freezes(reader, watch, call, staff, folder):
    """The rules are drafted and tried out; with the opening they are frozen, and anybody reads them."""
    secretary, officer = staff["secretary"], staff["officer"]
    watch.put(the_call().rounds.get(kind="assessment").opens_at)
    rulebook.sets_rules(secretary, call, "assessment")
    rulebook.finds_no_rules_yet(reader, call)
    secretariat.assigns(officer, call, "assessment")
    secretariat.opens_round(officer, call, "assessment")
    rulebook.finds_rules_frozen(secretary, call, "assessment")
    assert rulebook.reads_frozen_rules(reader, call, folder, 1)["quorum"] == 2
    reader.leave()


def assesses(watch, words, call, staff, panel):
    """The first round, which is open: scored; it closes at its hour, is counted, and the shortlist confirmed."""
    secretary, officer = staff["secretary"], staff["officer"]
    round_ = the_call().rounds.get(kind="assessment")
    chair, other, *_, tied = panel
    corners.of_a_juror(panel[other])
    ballots = jury.scores_by_hand(panel[chair], chair, words.admitted, words)
    for juror, person in panel.items():
        ballots |= jury.scores_all(person, juror, words.admitted)
    jury.finds_nothing(panel[tied], ballots[words.first])
    corners.of_the_staff(secretary, officer, call)
    watch.put(round_.closes_at + HOUR)
    beat.close_due_rounds.delay()
    secretariat.counts(officer, call, "assessment")
    jury.confirms_shortlist(panel[chair], call)


def decides(watch, words, call, officer, panel):
    """The final round, closed as soon as every ballot is cast; then the chair writes the recommendation."""
    watch.put(the_call().rounds.get(kind="final").opens_at)
    secretariat.assigns(officer, call, "final")
    secretariat.opens_round(officer, call, "final")
    for juror, person in panel.items():
        jury.scores_all(person, juror, words.admitted)
    secretariat.closes_round(officer, call, "final")
    secretariat.counts(officer, call, "final")
    chair = panel[words.jurors[0]]
    chair.go(f"{call}final/result/")
    chair.go(f"{call}final/result/what-if/?method=mean&without=1")
    jury.recommends(chair, call, words)
    for person in panel.values():
        person.leave()


def ratifies(forum, words, call, staff):
    """The board votes; two people set the moment; until then a visitor sees nothing."""
    for email in BOARD:
        member = forum.person(email, email).sign_in()
        board.votes(member, call)
        member.leave()
    moment = forum.watch.get() + 30 * DAY
    board.proposes_moment(staff["secretary"], call, f"{moment:%Y-%m-%d}", "10:30")
    board.confirms_moment(forum.person("second officer", SECOND).sign_in(), call)
    reader = forum.person("reader")
    visitor.sees_nothing_of_the_result(reader, call, words)
    return reader


def announces(forum, words, call, reader):
    """A minute before, nothing; at the moment, the winner, the letters, and a count that an auditor repeats."""
    watch, moment = forum.watch, the_call().announcement.moment
    watch.put(moment - dt.timedelta(minutes=1))
    beat.publish_due.delay()
    visitor.sees_nothing_of_the_result(reader, call, words)
    assert not any("laureates/" in mail.text for mail in mails_to(words.first.email))
    watch.put(moment)
    beat.publish_due.delay()
    visitor.reads_who_won(reader, call, words)
    for nominee in words.admitted:
        for email in (nominee.email, nominee.nominator_email):
            assert link_for(email, f"{CYCLE}/laureates/").startswith(forum.address)
    auditor = forum.person("auditor", AUDITOR).sign_in()
    for kind in ("assessment", "final"):
        board.recounts(auditor, call, kind)
    board.verifies_the_chain(auditor)


def recounts_at_home(reader, call, folder):
    """Whoever doubts takes both results home and recounts them; a changed byte is found, wherever it is."""
    *dossiers, verifier = recounting.takes_home(reader, call, folder)
    assert len(dossiers) == 2
    for dossier in dossiers:
        done = recounting.recounts(verifier, dossier)
        assert (done.returncode, "All of it holds." in done.stdout) == (0, True), done.stderr
        changed = recounting.recounts(verifier, recounting.tampers(dossier))
        assert (changed.returncode, changed.stderr[:5]) == (1, "WRONG"), changed.stdout
    recounting.finds_every_change(verifier, dossiers[-1])


def the_call():
    return Call.objects.select_related("announcement").get()
