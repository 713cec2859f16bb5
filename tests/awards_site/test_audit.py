"""The audit chain: it grows, it holds, the database refuses to change it, and a change by force shows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from awards_site import audit
from awards_site.beat import mail_daily_head
from awards_site.models import AuditEvent, Letter
from tests.factories.people import user
from tests.growing import by_force

pytestmark = pytest.mark.django_db
TABLE = "awards_site_auditevent"


@pytest.fixture
def chain():
    person = user()
    return [audit.record(by=person, what="thing.done", on=f"thing:{n}", number_of=n) for n in range(1, 6)]


def verdict() -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def test_a_chain_holds_from_its_first_link_to_its_last(chain):
    span = audit.verify()
    assert (span.first, span.last, span.head) == (1, 5, chain[-1].hash)
    assert verdict() == f"The chain holds from link 1 to link 5.\nHead: {chain[-1].hash}\n"


def test_an_empty_chain_is_no_fault():
    assert audit.verify() is None
    assert verdict() == "The chain has no link yet.\n"


@pytest.mark.parametrize("statement", [f"UPDATE {TABLE} SET what = 'x'", f"DELETE FROM {TABLE}"])
def test_the_database_refuses_to_change_a_link(chain, statement):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify().last == 5


@pytest.mark.parametrize(
    ("statement", "number", "why"),
    [
        (f"UPDATE {TABLE} SET what = 'other.thing' WHERE number = 3", 3, "its content was changed"),
        (f"UPDATE {TABLE} SET facts = '{{}}' WHERE number = 2", 2, "its content was changed"),
        (f"UPDATE {TABLE} SET hash = 'ff' WHERE number = 4", 4, "its content was changed"),
        (f"UPDATE {TABLE} SET previous = 'ff' WHERE number = 4", 4, "it does not follow the link before it"),
        (f"DELETE FROM {TABLE} WHERE number = 3", 3, "this link is missing"),
        (f"DELETE FROM {TABLE} WHERE number = 1", 1, "this link is missing"),
    ],
)
def test_a_link_changed_by_force_is_named(chain, statement, number, why):
    with by_force(TABLE), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match=f"link {number}: {why}") as caught:
        verdict()
    assert caught.value.returncode == 1


def test_a_move_undone_leaves_no_link(chain):
    with transaction.atomic():
        audit.record(by=None, what="thing.undone", on="thing:6")
        transaction.set_rollback(True)
    assert audit.verify().last == 5


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="write it as a string"):
        audit.record(by=None, what="thing.done", on="thing:1", score=0.5)


def test_people_are_named_by_their_public_id_alone():
    person = user("name@city.example", name="A Name")
    event = audit.record(by=person, what="thing.done", on=person)
    assert event.by == f"awards_site.user:{person.public_id}"
    assert "name" not in str(audit.content(event)).lower()


def test_the_head_is_mailed_to_each_auditor_once_a_day(chain):
    first, second = user("a@audit.example", "auditor"), user("b@audit.example", "auditor", language="fa")
    user("o@office.example", "officer")
    mail_daily_head()
    mail_daily_head()
    assert set(Letter.objects.values_list("to", "language")) == {(first.email, "en"), (second.email, "fa")}
    assert all(chain[-1].hash in text for text in Letter.objects.values_list("text", flat=True))


def test_a_broken_chain_is_what_the_auditor_hears_first(chain, monkeypatch):
    user("a@audit.example", "auditor")
    AuditEvent.objects.bulk_create([AuditEvent(number=9, at=chain[0].at, by="x", what="x", on="x", hash="x")])
    mail_daily_head()
    assert Letter.objects.get().subject == "The audit chain is broken"


def test_the_page_shows_links_and_walks_the_chain(chain, client):
    client.force_login(user("a@audit.example", "auditor"))
    page = client.get(reverse("audit"), {"verify": 1})
    assert "The chain holds from link 1 to link 5." in page.content.decode()
    assert chain[-1].hash in page.content.decode()


def rewritten():
    """Change a link and write all after it anew, as somebody could who owns the database."""
    with by_force(TABLE):
        previous = audit.GENESIS
        for event in AuditEvent.objects.order_by("number"):
            what = "other.thing" if event.number == 2 else event.what
            event.what, event.previous = what, previous
            event.hash = previous = audit.link(previous, audit.digest(audit.content(event)))
            event.save()


def asked(client, head):
    client.force_login(user("a@audit.example", "auditor"))
    return client.get(reverse("audit"), {"head": head}).content.decode()


def test_a_head_that_left_the_house_stands_where_nothing_was_changed(chain, client):
    assert audit.find(chain[3].hash) == chain[3]
    assert audit.find(chain[3].hash, 4) == chain[3]
    assert audit.find(chain[3].hash, 3) is None
    assert "This head stands in the chain: link 4," in asked(client, chain[3].hash)


def test_a_chain_its_owner_wrote_anew_holds_but_no_longer_has_the_head(chain, client):
    rewritten()
    assert audit.verify().last == 5
    assert audit.find(chain[0].hash).number == 1
    assert [audit.find(event.hash) for event in chain[1:]] == [None] * 4
    assert "This head does not stand in the chain." in asked(client, chain[3].hash)
    with pytest.raises(CommandError, match="does not stand in the chain") as caught:
        call_command("verify_audit", head=chain[3].hash)
    assert caught.value.returncode == 1


def test_a_head_after_a_broken_link_proves_nothing(chain, client):
    with by_force(TABLE):
        AuditEvent.objects.filter(number=2).update(what="other.thing")
    assert audit.find(chain[0].hash) == chain[0]
    with pytest.raises(audit.Broken, match="2: its content was changed"):
        audit.find(chain[3].hash)
    assert "The chain does not hold at link 2." in asked(client, chain[3].hash)


def test_the_command_looks_for_a_head(chain):
    out = StringIO()
    call_command("verify_audit", head=f" {chain[3].hash.upper()}", stdout=out)
    assert out.getvalue() == "The head stands in the chain, at link 4; all links before it hold.\n"


@pytest.mark.parametrize(
    ("pasted", "is_found"),
    [
        ("{head}", True),
        ("4 {head}", True),
        ("Head of the audit chain, link ۴\n{head}\n", True),
        ("{upper}", True),
        ("3 {head}", False),
        ("4,004 {head}", False),
    ],
)
def test_a_head_is_read_however_it_is_pasted(chain, client, pasted, is_found):
    page = asked(client, pasted.format(head=chain[3].hash, upper=chain[3].hash.upper()))
    assert ("This head stands in the chain" in page) is is_found
    assert ("This head does not stand in the chain" in page) is not is_found


@pytest.mark.parametrize("pasted", ["", "5f0c6a", "g" * 64, "a" * 65])
def test_half_a_head_is_asked_for_again(chain, client, pasted):
    page = asked(client, pasted)
    assert "stand in the chain." not in page
    assert "stands in the chain:" not in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("role", ["officer", "board", None])
def test_nobody_else_knows_of_the_page(client, role):
    client.force_login(user("x@city.example", *([role] if role else [])))
    assert client.get(reverse("audit")).status_code == 404
