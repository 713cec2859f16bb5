"""Staff roles: given and ended by the Secretary General, never the own one; auditors hear of it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse

from awards_site import audit, roles
from awards_site.models import AuditEvent, Letter, RoleGrant, User
from awards_site.rules import Refused
from tests.factories.people import user

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/roles/"


@pytest.fixture
def general():
    return user("general@office.example", "secretary_general")


def held(person) -> set[str]:
    return set(User.objects.get(pk=person.pk).roles)


def test_the_secretary_general_gives_a_role_to_somebody_new(general):
    auditor = user("a@audit.example", "auditor")
    given = roles.grant("new@office.example", role="officer", name="New Officer", by=general)
    assert held(given.user) == {"officer"}
    assert given.user.name == "New Officer"
    assert "role.granted" in AuditEvent.objects.values_list("what", flat=True)
    assert set(Letter.objects.values_list("name", "to")) == {
        ("role_changed", auditor.email),
        ("role_changed", "new@office.example"),
    }


def test_an_ended_role_stays_on_record(general):
    given = roles.grant("o@office.example", role="officer", by=general)
    roles.end(given, by=general)
    assert held(given.user) == set()
    ended = RoleGrant.objects.get(pk=given.pk)
    assert ended.ended_by == general
    with pytest.raises(Refused, match="ended already"):
        roles.end(given, by=general)


def test_the_own_role_is_beyond_reach(general):
    own = general.role_grants.get()
    for attempt in (lambda: roles.end(own, by=general), lambda: roles.grant(general.email, role="board", by=general)):
        with pytest.raises(Refused, match="own role"):
            attempt()
    assert held(general) == {"secretary_general"}


def test_the_database_too_refuses_a_grant_to_oneself(general):
    with pytest.raises(IntegrityError):
        RoleGrant.objects.create(user=general, role="board", granted_by=general)


@pytest.mark.parametrize("role", ["officer", "board", "auditor", None])
def test_nobody_else_gives_or_ends_roles(general, role):
    other = user("x@office.example", *([role] if role else []))
    with pytest.raises(Http404):
        roles.grant("y@office.example", role="officer", by=other)
    with pytest.raises(Http404):
        roles.end(general.role_grants.get(), by=other)


@pytest.mark.parametrize(
    ("first", "second"),
    [("auditor", "officer"), ("officer", "auditor"), ("board", "officer"), ("officer", "board"), ("auditor", "board")],
)
def test_roles_that_watch_each_other_are_kept_apart(general, first, second):
    roles.grant("x@office.example", role=first, by=general)
    with pytest.raises(roles.Apart):
        roles.grant("x@office.example", role=second, by=general)


def test_a_role_is_held_once(general):
    roles.grant("x@office.example", role="officer", by=general)
    with pytest.raises(roles.HeldAlready):
        roles.grant("X@office.example", role="officer", by=general)


def test_a_change_of_roles_ends_the_persons_sessions(general, client):
    officer = user("o@office.example")
    client.force_login(officer)
    given = roles.grant(officer.email, role="officer", by=general)
    assert client.get(reverse("account")).status_code == 302
    client.force_login(User.objects.get(pk=officer.pk))
    roles.end(given, by=general)
    assert client.get(reverse("account")).status_code == 302


def test_the_page_gives_and_ends(general, client):
    client.force_login(general)
    assert client.post(PAGE, {"email": "o@office.example", "role": "officer"})["Location"] == PAGE
    given = RoleGrant.objects.get(role="officer")
    page = client.get(PAGE).content.decode()
    assert "o@office.example" in page
    assert client.post(reverse("end_role", args=[given.pk]))["Location"] == PAGE
    given.refresh_from_db()
    assert given.ended_at


def test_a_refusal_stands_above_the_form_and_all_is_kept(general, client):
    client.force_login(general)
    answer = client.post(PAGE, {"email": general.email, "name": "Somebody", "role": "board"})
    assert answer.status_code == 200
    assert "You cannot change your own role" in answer.content.decode()
    assert answer.context["form"]["name"].value() == "Somebody"


@pytest.mark.parametrize("role", ["god", "", "officer\x00", "x" * 5000])
def test_a_forged_role_is_answered_with_a_sentence(general, client, role):
    client.force_login(general)
    assert client.post(PAGE, {"email": "o@office.example", "role": role}).context["form"].errors["role"]


def test_the_auditor_reads_and_changes_nothing(general, client):
    client.force_login(user("a@audit.example", "auditor"))
    page = client.get(PAGE).content.decode()
    assert "general@office.example" in page
    assert "Give a role" not in page
    assert client.post(PAGE, {"email": "o@office.example", "role": "officer"}).status_code == 404
    assert client.post(reverse("end_role", args=[general.role_grants.get().pk])).status_code == 404


@pytest.mark.parametrize("role", ["officer", "board", None])
def test_others_do_not_know_of_the_page(client, role):
    client.force_login(user("x@office.example", *([role] if role else [])))
    assert client.get(PAGE).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_thirty(general, client, django_assert_num_queries):
    client.force_login(general)
    for count in (1, 30):
        for n in range(count):
            user(f"o{count}.{n}@office.example", "officer")
        with django_assert_num_queries(3):
            client.get(PAGE)


def appoint(*words: str) -> str:
    out = StringIO()
    call_command("appoint", *words, stdout=out)
    return out.getvalue()


def test_the_first_secretary_general_is_appointed_on_the_machine():
    assert "first@office.example is Secretary General" in appoint("First@office.example")
    assert held(User.objects.get()) == {"secretary_general"}
    assert AuditEvent.objects.get(what="role.granted").by == "system"


def test_a_second_one_is_not(general):
    with pytest.raises(CommandError, match="There is a Secretary General already"):
        appoint("second@office.example")


def test_nonsense_is_not_appointed():
    with pytest.raises(CommandError, match="is no e-mail address"):
        appoint("nonsense")


def test_role_form_when_the_address_is_missing_then_asks_for_the_other_persons(general, client):
    client.force_login(general)
    answer = client.post(PAGE, {"email": "", "role": "officer"})
    assert answer.context["form"].errors["email"] == ["Write the person’s e-mail address."]


@pytest.mark.django_db(transaction=True)
def test_a_role_that_ends_while_its_holder_saves_the_account_waits_in_no_circle(general):
    officer, begun = user("o@office.example", "officer"), threading.Event()

    def keep():
        with transaction.atomic():
            User.objects.filter(pk=officer.pk).update(name="Another")
            begun.set()
            time.sleep(0.5)
            audit.record(by=officer, what="account.changed", on=officer)

    def end():
        begun.wait()
        roles.end(RoleGrant.objects.get(user=officer), by=User.objects.get(pk=general.pk))

    with ThreadPoolExecutor(2) as sides:
        came_to = [sides.submit(alone, act) for act in (keep, end)]
    assert [each.exception() for each in came_to] == [None, None]
    assert held(officer) == set()


def alone(act):
    """Do an act on a line to the database of its own."""
    try:
        act()
    finally:
        connection.close()
