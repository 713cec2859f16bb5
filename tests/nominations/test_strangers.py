"""At most three letters a day to anybody who did not sign in: every such letter passes one place, in any rush."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client

from awards_site import clock, kinds, mail, turns
from awards_site.models import Letter
from awards_site.turns import A_DAY, DAY, turn
from nominations.letters import strangers
from nominations.letters.strangers import to_stranger

ASKED = "nominations/support_asked"
LETTERS = Path(settings.BASE_DIR) / "templates" / "letters"
#: Letters to somebody with an account, who signed in or holds an office; and codes, which have a limit of their own.
TO_ACCOUNTS = {
    *("account_changed", "audit_head", "role_changed", "sign_in_code"),
    *("jury/assignment_ready", "jury/recommendation_ready", "jury/seat_answered", "jury/tie_declared"),
    *("nominations/consent_answered", "nominations/date_moved", "nominations/draft_begun"),
    *("nominations/evidence_infected", "nominations/handover_answered", "nominations/receipt"),
    *("nominations/reinstated", "nominations/screening_eligible", "nominations/screening_ineligible"),
    *("nominations/screening_returned", "nominations/support_answered", "nominations/withdrawn"),
    *("scoring/ballot_receipt", "scoring/chain_head", "scoring/nominator_outcome", "scoring/ranking_receipt"),
    *("scoring/round_opened", "scoring/round_set_aside", "scoring/shortlist_vote_open"),
}
#: Whose addresses `mail.write` may be given elsewhere: of accounts. `to` and `email` are looked at below.
ACCOUNTS = {"user.email", "auditor.email", "reader.email", "person.email", "nomination.nominator.email", "to.email"}


def test_every_letter_is_to_an_account_or_counted():
    written = {str(path.relative_to(LETTERS).with_suffix("")) for path in LETTERS.rglob("*.subject")}
    assert written == TO_ACCOUNTS | set(kinds.unasked())
    assert not TO_ACCOUNTS & set(kinds.unasked())


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for app in ("awards_site", "nominations", "jury", "scoring"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield path.relative_to(settings.BASE_DIR).as_posix(), node


def test_nobody_else_writes_to_an_address_that_is_no_accounts():
    elsewhere, by_name, whole = set(), set(), 0
    for path, node in nodes():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "mail.write":
            to = next(ast.unparse(word.value) for word in node.keywords if word.arg == "to")
            whole += 1
            if to not in ACCOUNTS:
                elsewhere.add((path, to))
        elif isinstance(node, ast.IfExp) and ast.unparse(node.orelse) == "mail.write":
            assert (ast.unparse(node.body), ast.unparse(node.test).rpartition(".")[2]) == ("to_stranger", "unasked")
            by_name.add(path)
            whole += 1
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "mail.write":
            whole -= 1
    assert elsewhere == {("awards_site/signin.py", "email"), ("nominations/letters/strangers.py", "to")}
    assert by_name == {"jury/letters.py", "scoring/letters.py"}
    assert whole == 0, "mail.write is handed on somewhere under another name"


@pytest.mark.parametrize("name", sorted(TO_ACCOUNTS))
def test_a_letter_that_is_not_counted_does_not_pass_as_one_to_a_stranger(name):
    with pytest.raises(ValueError, match="say so in its kind"):
        strangers.to_stranger.__wrapped__(name, to="a@b.example", language="en", key="k")


@pytest.mark.django_db
def test_letters_wait_behind_codes_and_codes_wait_behind_nothing():
    for number in range(2):
        Letter.objects.create(key=f"s{number}", name=ASKED, to="a@b.example", language="en", subject="x")
    assert turn("A@b.example") <= clock.now()
    assert Client().post("/en/account/login/", {"email": "a@b.example"}).status_code == 302
    assert turn("a@b.example") > clock.now() + DAY * 0.99
    assert Client().post("/en/account/login/", {"email": "a@b.example"}).status_code == 302
    assert Letter.objects.filter(name="sign_in_code").count() == 2


def write(number: int, *, gate: Barrier, name: str) -> None:
    try:
        gate.wait(10)
        with transaction.atomic():
            to_stranger(name, to="rush@b.example", language="en", key=f"rush:{number}", context={})
    finally:
        connections.close_all()


def rush(monkeypatch) -> int:
    """Write nine letters at once, and give how many would go today."""
    monkeypatch.setattr(mail, "speak", lambda *_: {"subject": "x", "text": "x", "html": ""})
    gate = Barrier(9)
    with ThreadPoolExecutor(9) as many:
        list(many.map(lambda number: write(number, gate=gate, name=ASKED), range(9)))
    assert Letter.objects.count() == 9
    return Letter.objects.filter(due_at__lte=clock.now() + DAY / 2).count()


@pytest.mark.django_db(transaction=True)
def test_a_rush_from_many_forms_gets_three_through(monkeypatch):
    assert rush(monkeypatch) == A_DAY


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite lets writers in one by one.")
def test_without_the_lock_more_get_through(monkeypatch):
    assert connection.vendor == "postgresql"
    waits = Barrier(9)
    known = turns.turn

    def counted_by_all_before_any_writes(address: str):
        due = known(address)
        waits.wait(10)
        return due

    monkeypatch.setattr(turns, "one_at_a_time", lambda _address: None)
    monkeypatch.setattr(turns, "turn", counted_by_all_before_any_writes)
    assert rush(monkeypatch) > A_DAY
