"""A recused person's world: no page, list, count, file or answer tells it from one in which that dossier never was."""

import re
import uuid

import pytest
from django.core.files.base import ContentFile

from awards_site.models import AuditEvent, Letter
from jury import conflicts, recusal
from jury.conflicts import Answer, TieStands
from jury.models import Assignment, Conflict, DossierGrant, dossiers_visible_to
from jury.states import AssignmentStatus, ConflictSource, Tie
from nominations.models import Evidence
from nominations.states import Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people

from .stories import address, officer, scene, signed_in

pytestmark = pytest.mark.django_db


def plain(answer):
    """Give the bytes of a page but for what differs with every request: tokens, and the address asked for."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


def evidence_of(dossier):
    nomination = dossier.nominations.get()
    question = nomination.form.steps.last().questions.get(key="report")
    kept = Evidence(
        nomination=nomination, question=question, title="a.pdf", kind="application/pdf", size=4, sha256="a"
    )
    kept.file.save("file", ContentFile(b"%PDF"))
    return kept


@pytest.fixture
def made():
    found = scene(Phase.ASSESSMENT, dossiers=3)
    for dossier in found.dossiers:
        jury_rows.assignment(found.assessment, found.juror, dossier)
    return found


def test_declaring_a_tie_shuts_the_file_at_once(made):
    seat, dossier = made.juror, made.dossiers[0]
    conflicts.answer(seat, dossier, tie=Tie.PERSONAL, by=seat.user)
    assert Assignment.objects.get(seat=seat, dossier=dossier).status == AssignmentStatus.RECUSED
    assert not DossierGrant.objects.filter(user=seat.user, content_object=dossier).exists()
    assert set(dossiers_visible_to(seat.user)) == set(made.dossiers[1:])
    assert {each.dossier for each in Assignment.objects.of(seat.user)} == set(made.dossiers[1:])


def test_declaring_a_tie_is_audited_and_told_to_officers_without_names(made):
    clerk, seat, dossier = officer(), made.juror, made.dossiers[0]
    conflicts.answer(seat, dossier, tie=Tie.OTHER, comment="We share a house.", by=seat.user)
    event = AuditEvent.objects.get(what="conflict.answered")
    assert event.facts == {"answers": {str(dossier.public_id): "other"}}
    letter = Letter.objects.get(name="jury/tie_declared")
    assert letter.to == clerk.email
    for secret in (seat.user.name, dossier.nominee.name, dossier.code, "house"):
        assert secret not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("page", ["dossier", "dossier_evidence"])
def test_a_recused_juror_gets_the_404_of_a_dossier_that_never_was(made, page):
    seat, dossier = made.juror, made.dossiers[0]
    file = evidence_of(dossier)
    named = {"evidence": file.public_id} if page == "dossier_evidence" else {}
    client = signed_in(seat.user)
    opened = client.get(address(page, made.call, dossier=dossier.public_id, **named))
    assert opened.status_code == 200
    assert b"".join(opened)
    conflicts.answer(seat, dossier, tie=Tie.PERSONAL, by=seat.user)
    shut = client.get(address(page, made.call, dossier=dossier.public_id, **named))
    never = client.get(address(page, made.call, dossier=uuid.uuid4(), **named))
    assert (shut.status_code, never.status_code) == (404, 404)
    assert plain(shut) == plain(never)
    assert sorted(shut.headers) == sorted(never.headers)


def test_somebody_who_did_not_sign_in_is_asked_to_for_any_dossier(made, client):
    there = client.get(address("dossier", made.call, dossier=made.dossiers[0].public_id))
    never = client.get(address("dossier", made.call, dossier=uuid.uuid4()))
    assert (there.status_code, never.status_code) == (302, 302)


@pytest.mark.parametrize("role", ["officer", "secretary_general", "auditor"])
def test_staff_who_sit_and_have_a_tie_see_pages_without_that_dossier(made, role):
    tied, dossier = people.user("", role), made.dossiers[0]
    seat = jury_rows.seat(made.panel, tied)
    Conflict.objects.create(seat=seat, dossier=dossier, tie=Tie.PERSONAL)
    Conflict.objects.create(seat=made.seats[2], dossier=dossier, tie=Tie.PERSONAL)
    client = signed_in(tied)
    for page, more in (("ties", {}), ("assignment", {"round": "assessment"})):
        text = client.get(address(page, made.call, **more)).content.decode()
        assert dossier.code not in text
        assert dossier.nominee.name not in text
    assert client.get(address("dossier", made.call, dossier=dossier.public_id)).status_code == 404


def test_counts_leave_out_what_a_person_has_a_tie_to(made):
    tied = people.user("", "officer")
    seat = jury_rows.seat(made.panel, tied)
    client = signed_in(tied)
    before = client.get(address("assignment", made.call, round="assessment")).context["figures"]
    Conflict.objects.create(seat=seat, dossier=made.dossiers[0], tie=Tie.PERSONAL)
    after = client.get(address("assignment", made.call, round="assessment")).context["figures"]
    assert (before.confirmed, after.confirmed) == (3, 2)
    assert client.get(address("ties", made.call)).context["asked"] == 2


def test_the_title_stays_in_the_own_list_of_answers_and_takes_none_any_more(made):
    seat, dossier = made.juror, made.dossiers[0]
    conflicts.answer(seat, dossier, tie=Tie.PERSONAL, by=seat.user)
    page = signed_in(seat.user).get(address("conflicts", made.call)).content.decode()
    assert dossier.nominee.name in page
    assert "You told us of a tie" in page
    assert f"tie-{dossier.public_id.hex}" not in page


@pytest.mark.parametrize("source", list(ConflictSource))
def test_a_juror_lifts_no_tie_whoever_found_it(made, source):
    seat, dossier = made.juror, made.dossiers[0]
    Conflict.objects.filter(seat=seat, dossier=dossier).update(tie=Tie.PERSONAL, source=source)
    with pytest.raises(TieStands):
        conflicts.answer(seat, dossier, tie=Tie.NONE, by=seat.user)
    assert Conflict.objects.get(seat=seat, dossier=dossier).tie == Tie.PERSONAL


def test_answers_are_kept_all_or_none(made):
    seat, (first, second, _) = made.juror, made.dossiers
    Conflict.objects.filter(seat=seat, dossier=second).update(tie=Tie.PERSONAL)
    with pytest.raises(TieStands):
        conflicts.answer_all(seat, {first: Answer(Tie.FINANCIAL), second: Answer(Tie.NONE)}, by=seat.user)
    assert Conflict.objects.get(seat=seat, dossier=first).tie == Tie.NONE


def test_an_imposed_tie_shuts_and_stands(made):
    seat, dossier = made.juror, made.dossiers[0]
    conflicts.impose(seat, dossier, reason="They wrote a book together.", by=made.chair.user)
    assert not dossiers_visible_to(seat.user).filter(pk=dossier.pk).exists()
    with pytest.raises(TieStands):
        conflicts.impose(seat, dossier, reason="Again.", by=officer())


def test_a_nominator_on_the_panel_is_set_aside_without_asking(made):
    seat, dossier = made.juror, made.dossiers[0]
    dossier.nominations.update(nominator=seat.user)
    assert conflicts.detect(made.call, by=officer()) == 1
    row = Conflict.objects.get(seat=seat, dossier=dossier)
    assert (row.source, row.ground, row.by) == (ConflictSource.DETECTED, "nominator", None)
    assert not dossiers_visible_to(seat.user).filter(pk=dossier.pk).exists()
    assert conflicts.detect(made.call, by=officer()) == 0


def test_detection_finds_every_ground_in_any_script():
    made = scene(Phase.SCREENING, jurors=1, dossiers=4)
    referee, mayor, scholar, herself = made.dossiers
    rows.letter_of_support(referee.nominations.get(), email="Sage@Letters.example")
    mayor.nominee.city, mayor.nominee.country = "شهرِ كابل", "AF"
    mayor.nominee.save()
    scholar.nominee.institution = "Université de Samarcande"
    scholar.nominee.save()
    sage = jury_rows.seat(
        made.panel,
        people.user("sage@letters.example"),
        country="AF",
        city="شهر کابل",
        institution="UNIVERSITE DE SAMARCANDE",
    )
    herself.nominee.email = "SAGE@letters.example"
    herself.nominee.save()
    recusal.detect(made.call, by=None)
    found = dict(Conflict.objects.filter(seat=sage).values_list("dossier__code", "ground"))
    assert found == {"M-001": "referee", "M-002": "city", "M-003": "institution", "M-004": "nominee"}


def test_same_country_and_domain_are_shown_and_shut_nothing():
    made = scene(Phase.SCREENING, dossiers=1)
    made.panel.seats.update(country="UZ")
    made.dossiers[0].nominee.email = "x@people.example"
    made.dossiers[0].nominee.save()
    page = signed_in(made.juror.user).get(address("conflicts", made.call)).content.decode()
    assert "your country: please look twice" in page
    assert "mail domain: please look twice" in page
    assert recusal.detect(made.call, by=None) == 0


def test_a_juror_is_told_on_the_list_why_nothing_is_asked():
    made = scene(Phase.SCREENING, dossiers=1)
    made.dossiers[0].nominations.update(nominator=made.juror.user)
    page = signed_in(made.juror.user).get(address("conflicts", made.call)).content.decode()
    assert "you put this nominee forward" in page
    assert not Conflict.objects.exists()
