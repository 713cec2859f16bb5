"""The plain pages for rows: by role, on record, and nobody else knows of them."""

import pytest
from django.contrib import admin as django_admin
from django.test import RequestFactory
from django.urls import reverse

from awards_site.admin import ByRole, site
from awards_site.models import AuditEvent
from nominations.models import Prize
from tests.factories.people import user

pytestmark = pytest.mark.django_db


class OfPrizes(ByRole):
    removers = ("secretary_general",)


def asked_by(*roles: str):
    request = RequestFactory().get("/")
    request.user = user("", *roles)
    return request


@pytest.mark.parametrize("role", ["officer", "secretary_general"])
def test_the_secretariat_comes_in(client, role):
    client.force_login(user("x@office.example", role))
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("role", ["board", "auditor", None])
def test_nobody_else_knows_of_it(client, role):
    person = user("x@office.example", *([role] if role else []))
    person.is_staff = person.is_superuser = True
    person.save()
    client.force_login(person)
    assert client.get(reverse("admin:index"), follow=True).status_code == 404


def test_one_signs_in_at_the_front_door(client):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0] == "/en/account/login/?next=/en/admin/"


@pytest.mark.parametrize(
    ("roles", "view", "add", "change", "delete"),
    [
        ((), False, False, False, False),
        (("board",), False, False, False, False),
        (("officer",), True, False, False, False),
        (("secretary_general",), True, True, True, True),
    ],
)
def test_rows_are_read_and_written_by_role(roles, view, add, change, delete):
    rows, request = OfPrizes(Prize, site), asked_by(*roles)
    assert rows.has_module_permission(request) is view
    assert rows.has_view_permission(request) is view
    assert rows.has_add_permission(request) is add
    assert rows.has_change_permission(request) is change
    assert rows.has_delete_permission(request) is delete


def test_without_a_word_about_it_nothing_is_deleted():
    assert ByRole(Prize, site).has_delete_permission(asked_by("secretary_general")) is False


def test_every_change_is_on_record():
    rows, request = OfPrizes(Prize, site), asked_by("secretary_general")
    prize = Prize(slug="poet", name={"en": "Poet"})
    form = rows.get_form(request, fields=["slug"])({"slug": "poet"}, instance=Prize(slug="bard"))
    rows.save_model(request, prize, form, change=False)
    rows.delete_model(request, prize)
    assert list(AuditEvent.objects.values_list("what", flat=True)) == ["prize.added", "prize.deleted"]
    assert AuditEvent.objects.first().facts == {"fields": ["slug"]}


def test_all_pages_hang_on_our_own_site():
    assert isinstance(site, django_admin.AdminSite)
    assert all(isinstance(rows, ByRole) for rows in site._registry.values())
