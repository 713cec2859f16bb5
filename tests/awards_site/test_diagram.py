"""The state diagram in docs is drawn from the code, and stays so."""

from django.conf import settings

from awards_site import diagram
from nominations import states


def test_diagram_says_what_the_code_says():
    assert (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8") == diagram.page()


def test_diagram_when_a_move_is_added_changes(monkeypatch):
    more = {**states.CONSENT_MOVES, "declined": frozenset({"given", "asked"})}
    before = diagram.page()
    monkeypatch.setattr(states, "CONSENT_MOVES", more)
    assert diagram.page() != before
