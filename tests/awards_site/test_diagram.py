"""The state diagram in docs is drawn from the code, and stays so."""

import datetime as dt

from django.conf import settings

from awards_site import diagram
from nominations import states
from tests.factories.nominations import ACTS_IN


def test_diagram_says_what_the_code_says():
    assert (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8") == diagram.page()


def test_diagram_when_a_move_is_added_changes(monkeypatch):
    more = {**states.CONSENT_MOVES, "declined": frozenset({"given", "asked"})}
    before = diagram.page()
    monkeypatch.setattr(states, "CONSENT_MOVES", more)
    assert diagram.page() != before


def test_arrows_of_phases_lead_where_the_clock_and_the_acts_lead():
    by_act = [(source, target, why) for source, target, why in states.phase_arrows() if why != "the closing date"]
    labels = {states.ActKind(act).label: act for act in states.ActKind.values}
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    for source, target, why in by_act:
        acts = {*ACTS_IN[source], labels[why]} - states.TAKES_AWAY.get(labels[why], frozenset())
        still_open = source == states.Phase.SETUP
        closes = now + dt.timedelta(days=1 if still_open else -1)
        assert states.phase_of(acts, now - dt.timedelta(days=9), closes, now) == target, why
