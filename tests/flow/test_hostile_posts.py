"""Whatever is posted to whichever form: never a fault, nothing half written, and what was typed is not lost."""

import traceback
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import Phase as Stage
from hypothesis import given, settings

from awards_site import audit
from nominations.states import Phase
from tests.permissions.knocking import caller
from tests.permissions.world import World, world_in

from .doors import PHASES, Door, doors_in, fields_of, shown
from .malice import PLAIN, as_sent, forms

pytestmark = pytest.mark.django_db
EACH = 20
STEADY = True
OURS = ("awards_site", "nominations", "jury", "scoring")
#: Sessions come and go with signing in.
APART = {"awards_site_session"}
REFUSED = {400, 403, 404, 405, 409, 413, 422, 429}


def counts() -> dict[str, int]:
    """Count the rows of every table, in one statement."""
    tables = sorted(
        {model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()} - APART
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


def strike(client: Client, address: str, form: dict[str, Any]) -> tuple[HttpResponse, dict[str, int]]:
    """Post a form; give the answer and what rows came or went, and take it all back."""
    cookies, before = client.cookies.copy(), counts()
    with transaction.atomic():
        answer = client.post(address, **as_sent(form))
        if answer.streaming:
            answer.getvalue()
        assert answer.status_code < 500, told(answer)
        audit.verify()
        after = counts()
        transaction.set_rollback(True)
    client.cookies = cookies
    cache.clear()
    return answer, {table: after[table] - before[table] for table in after if after[table] != before[table]}


def told(answer: Any) -> str:
    """Tell a fault."""
    return "".join(traceback.format_exception(*answer.exc_info)) if answer.exc_info else str(answer.status_code)


def lost(answer: HttpResponse, form: dict[str, Any]) -> list[str]:
    """Name the boxes of a page that were shown again without what was typed in them."""
    if answer.streaming or not answer["Content-Type"].startswith("text/html") or b"<form" not in answer.content:
        return []
    boxes = shown(lxml.html.fromstring(answer.content.decode()))
    return [name for name, text in form.items() if text in PLAIN and name in boxes and text not in boxes[name]]


@pytest.mark.parametrize("phase", PHASES)
def test_whatever_is_posted_to_a_form_is_answered_and_leaves_nothing_half_done(phase: Phase):
    world = world_in(phase)
    faults = [fault for door in doors_in(phase) for fault in faults_of(door, world)]
    assert faults == [], "\n\n".join(faults)


def faults_of(door: Door, world: World) -> Iterator[str]:
    """Post generated forms to one door, and tell the first fault."""
    client, address = caller(world, door.person), door.address(world)

    @settings(max_examples=EACH, derandomize=STEADY, database=None, phases=[Stage.generate])
    @given(form=forms(fields_of(door, world)))
    def through(form: dict[str, Any]) -> None:
        answer, changed = strike(client, address, form)
        assert answer.status_code not in REFUSED or not changed, (answer.status_code, changed)
        assert answer.status_code not in {200, 422} or not lost(answer, form), lost(answer, form)

    try:
        through()
    except Exception as fault:  # noqa: BLE001 - every door's fault is told, not the first one's alone
        yield f"{door}: {''.join(traceback.format_exception(fault))[-2500:]}"
