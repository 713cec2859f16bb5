"""The integrity page: what was frozen stands there with its hash, and nothing that is not to be known yet."""

import hashlib
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site import clock
from awards_site.models import AuditEvent
from jury.models import Round
from nominations.models import Act
from nominations.states import ActKind, Phase
from scoring import counted, integrity, opening, tallying
from scoring.models import Criterion, Rubric, Rules
from tests.factories import nominations as make
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
MARKS = {(juror, file): mark for juror, mark in enumerate(("8", "7", "9")) for file in range(2)}


def page_of(call) -> str:
    answer = Client().get(reverse("scoring:integrity", kwargs=call.slugs))
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(round_) -> bytes:
    return Client().get(reverse("scoring:frozen_rules", kwargs=round_.slugs)).content


@pytest.fixture
def opened():
    ready = factory.open_round(phase=Phase.SCREENING, frozen=False)
    opening.open_round(ready, by=user("", "officer"))
    return factory.fresh(ready)


def test_the_rules_are_public_from_the_opening_with_their_hash_and_link(opened):
    page, event = page_of(opened.call), AuditEvent.objects.get(what="call.assessment_opened")
    rules = Rules.objects.get(round=opened)
    assert all(text in page for text in (rules.digest, event.hash, f"Link {event.number} of", "2 dossiers take part"))
    assert "3 jurors read" in page


def test_the_file_is_what_is_hashed_to_the_last_byte(opened):
    file = file_of(opened)
    rules = Rules.objects.get(round=opened)
    assert hashlib.sha256(file).hexdigest() == rules.digest
    assert (
        json.loads(file) == rules.as_record() == AuditEvent.objects.get(what="call.assessment_opened").facts["rules"]
    )
    assert hashlib.sha256(file + b"\n").hexdigest() != rules.digest


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.CALL_OPEN, Phase.SCREENING])
def test_before_the_first_round_opens_there_is_no_page(phase):
    round_ = factory.open_round(phase=phase, frozen=False)
    assert Client().get(reverse("scoring:integrity", kwargs=round_.call.slugs)).status_code == 404
    assert Client().get(reverse("scoring:frozen_rules", kwargs=round_.slugs)).status_code == 404
    call_page = Client().get(reverse("scoring:call", kwargs=round_.call.slugs)).content.decode()
    assert reverse("scoring:integrity", kwargs=round_.call.slugs) not in call_page


def test_the_call_page_and_the_jurors_pages_lead_there(opened):
    address = reverse("scoring:integrity", kwargs=opened.call.slugs)
    juror = Client()
    assigned = opened.assignments.select_related("seat__user", "dossier").first()
    juror.force_login(assigned.seat.user, backend="django.contrib.auth.backends.ModelBackend")
    ballot = reverse("scoring:ballot", kwargs={**opened.slugs, "dossier": assigned.dossier.public_id})
    for page in (reverse("scoring:call", kwargs=opened.call.slugs), reverse("scoring:desk"), ballot):
        assert address in juror.get(page).content.decode(), page


def closed_and_counted(phase=Phase.SHORTLIST):
    round_ = factory.open_round(phase=Phase.ASSESSMENT)
    factory.cast_all(round_, MARKS)
    with clock.standing_at(round_.closes_at):
        opening.close_round(round_, by=user("", "officer"))
    tally = tallying.take(factory.fresh(round_), by=user("", "officer"))
    before = {act.kind for act in round_.call.acts.all()} | {ActKind.ASSESSMENT_CLOSED}
    for kind in make.ACTS_IN[phase]:
        if kind not in before:
            Act.objects.create(call=round_.call, kind=kind)
    return factory.fresh(round_), tally


QUIET = [Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION]
SEALED = [Phase.RATIFICATION, Phase.EMBARGO]


@pytest.mark.parametrize("phase", [*QUIET, *SEALED, Phase.ANNOUNCED, Phase.ARCHIVED])
def test_a_close_is_told_at_once_a_seal_from_the_boards_table_and_the_rest_with_the_announcement(phase):
    round_, tally = closed_and_counted(phase)
    page, event = page_of(round_.call), AuditEvent.objects.get(what="call.assessment_closed")
    assert event.facts["digest"] in page
    assert "6 times a ballot was cast" in page
    told = phase in {Phase.ANNOUNCED, Phase.ARCHIVED}
    assert (tally.sealed.digest in page) == (phase not in QUIET)
    assert (tally.result_digest in page) == told
    assert (reverse("scoring:result_dossier", kwargs=round_.slugs) in page) == told


@pytest.mark.parametrize("phase", [*QUIET, *SEALED])
def test_no_dossier_no_juror_no_score_is_told_before_the_announcement(phase):
    round_, tally = closed_and_counted(phase)
    page = page_of(round_.call) + file_of(round_).decode()
    names = [text for seat in round_.call.panel.seats.all() for text in (str(seat.user), str(seat.public_id))]
    names += [text for entry in round_.entries.all() for text in (entry.dossier.code, str(entry.dossier.nominee))]
    assert [name for name in names if name in page] == []
    assert not [line["score"] for line in tally.result["standings"] if line["score"] in page]


CHANGES = {
    "method": "mean",
    "quorum": 2,
    "places": 2,
    "ladder": ["spread"],
    "shortlist_rule": "vote",
    "shortlist": 4,
    "at_the_cut": "widens",
    "panel_sees": "names",
    "comment_required": True,
}


def is_counted(round_) -> bool:
    try:
        counted.compute(factory.fresh(round_))
    except counted.RulesWereChanged:
        return False
    return True


@pytest.mark.parametrize("field", CHANGES)
def test_rules_changed_after_they_were_frozen_are_counted_by_never_and_named_on_the_page(field):
    round_, _tally = closed_and_counted()
    assert is_counted(round_)
    assert "no longer those that were frozen" not in page_of(round_.call)
    Rules.objects.filter(round=round_).update(**{field: CHANGES[field]})
    assert not is_counted(round_)
    assert "no longer those that were frozen" in page_of(round_.call)


@pytest.mark.parametrize(
    "change",
    [
        lambda rubric: Criterion.objects.filter(rubric=rubric, key="impact").update(weight=59),
        lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(step=1),
        lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(version=99),
        lambda rubric: Criterion.objects.filter(rubric=rubric, key="impact").update(key="other"),
    ],
)
def test_a_rubric_changed_after_it_was_frozen_is_counted_by_never(change):
    round_, _tally = closed_and_counted()
    change(round_.rules.rubric)
    assert not is_counted(round_)


def test_ranked_finalists_are_part_of_what_is_frozen():
    round_, _tally = closed_and_counted()
    type(round_.call).objects.update(finalists_ranked=True)
    assert not is_counted(round_)


def test_the_file_stays_what_was_frozen_whatever_becomes_of_the_rules(opened):
    before = file_of(opened)
    frozen = Rules.objects.get(round=opened).digest
    Rules.objects.filter(round=opened).update(quorum=1, digest="0" * 64)
    assert file_of(opened) == before
    page = page_of(opened.call)
    assert (frozen in page, "0" * 64 in page, "no longer those that were frozen" in page) == (True, False, True)


def test_the_pages_ask_the_database_little():
    round_, _tally = closed_and_counted(Phase.ANNOUNCED)
    for name, of in (("integrity", round_.call), ("frozen_rules", round_)):
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(reverse(f"scoring:{name}", kwargs=of.slugs)).status_code == 200
        assert len(asked) <= 15


def test_a_call_with_one_opened_round_tells_of_no_other():
    round_, _tally = closed_and_counted()
    later = Round.objects.create(
        call=round_.call, kind="final", name={"en": "Final"}, opens_at=round_.opens_at, closes_at=round_.closes_at
    )
    factory.rules(later)
    assert [each.round.kind for each in integrity.published_in(round_.call)] == ["assessment"]
    assert Client().get(reverse("scoring:frozen_rules", kwargs=later.slugs)).status_code == 404
