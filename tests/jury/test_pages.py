"""Every page opens for those whom its rule lets in, in both languages, and takes what is posted."""

import re

import pytest
from django.core.files.base import ContentFile

from awards_site.models import AuditEvent, Letter
from jury import assignment
from jury.models import Assignment, Conflict, Recommendation, Seat
from jury.states import AssignmentStatus, RecommendationStatus, SeatStatus, Tie
from nominations.models import Evidence
from nominations.states import ActKind, Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people

from .stories import address, afresh, officer, scene, secretary_general, signed_in

pytestmark = pytest.mark.django_db

INVITED = {
    "name": "Shirin Arman",
    "email": "shirin@jurors.example",
    "role": "juror",
    "country": "AM",
    "institution": "House of Tales",
    "city": "",
    "languages": ["en", "fa"],
    "language": "fa",
}


def test_the_secretary_general_appoints_and_invites_through_the_page():
    call = rows.call(Phase.SCREENING)
    client = signed_in(secretary_general())
    assert client.get(address("panel", call)).status_code == 200
    assert client.post(address("appoint", call)).status_code == 302
    answer = client.post(address("invite", call), INVITED)
    assert answer.status_code == 302
    seat = Seat.objects.get()
    assert (seat.user.email, seat.status, seat.languages) == ("shirin@jurors.example", "invited", ["en", "fa"])
    letter = Letter.objects.get(name="jury/seat_invitation")
    assert (letter.to, letter.language) == ("shirin@jurors.example", "fa")
    assert f"/fa/{call.cycle.slug}/{call.prize.slug}/seat/" in letter.text
    page = client.get(address("panel", call))
    assert "shirin@jurors.example" in page.content.decode()


def test_a_faulty_invitation_keeps_what_was_typed():
    call = rows.call(Phase.SCREENING)
    client = signed_in(secretary_general())
    client.post(address("appoint", call))
    answer = client.post(address("invite", call), INVITED | {"email": "no address"})
    assert answer.status_code == 422
    assert "House of Tales" in answer.content.decode()
    assert not Seat.objects.exists()


def test_a_second_invitation_of_the_same_person_is_refused_in_words():
    call = rows.call(Phase.SCREENING)
    client = signed_in(secretary_general())
    client.post(address("appoint", call))
    client.post(address("invite", call), INVITED)
    answer = client.post(address("invite", call), INVITED)
    assert answer.status_code == 422
    assert "has a seat on this panel already" in answer.content.decode()


@pytest.mark.parametrize(("posted", "status"), [("accept", "accepted"), ("decline", "declined")])
def test_an_invited_person_answers_on_the_seat_page(posted, status):
    made = scene(Phase.SCREENING)
    guest = people.user()
    seat = jury_rows.seat(made.panel, guest, SeatStatus.INVITED)
    client = signed_in(guest)
    page = client.get(address("seat", made.call)).content.decode()
    assert "Keep what you read to yourself." in page
    answer = client.post(address("seat", made.call), {"answer": posted, "signed_name": "Zal", "reason": "Travel"})
    assert answer.status_code == 302
    assert afresh(seat).status == status
    assert client.get(address("seat", made.call)).status_code == 200


def test_a_seat_is_not_taken_without_a_name():
    made = scene(Phase.SCREENING)
    seat = jury_rows.seat(made.panel, people.user(), SeatStatus.INVITED)
    answer = signed_in(seat.user).post(address("seat", made.call), {"answer": "accept", "signed_name": " "})
    assert answer.status_code == 422
    assert afresh(seat).status == SeatStatus.INVITED


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_juror_answers_for_ties_on_one_page(language):
    made = scene(Phase.SCREENING)
    client = signed_in(made.juror.user)
    first, second = (dossier.public_id.hex for dossier in made.dossiers)
    url = address("conflicts", made.call).replace("/en/", f"/{language}/")
    assert client.get(url).status_code == 200
    answer = client.post(url, {f"tie-{first}": "none", f"tie-{second}": "other", f"word-{second}": "His neighbour"})
    assert answer.status_code == 302
    said = set(Conflict.objects.values_list("dossier__code", "tie", "comment"))
    assert said == {("M-001", "none", ""), ("M-002", "other", "His neighbour")}


def test_an_unexplained_tie_keeps_every_answer_and_saves_none():
    made = scene(Phase.SCREENING)
    client = signed_in(made.juror.user)
    first, second = (dossier.public_id.hex for dossier in made.dossiers)
    answer = client.post(address("conflicts", made.call), {f"tie-{first}": "personal", f"tie-{second}": "other"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="personal" checked' in page
    assert 'value="other" checked' in page
    assert not Conflict.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"tie-x": "none"},
        {"tie-00000000000000000000000000000000": "personal"},
        {"word-": "\x00"},
        {"page": "-1"},
    ],
)
def test_forged_answers_change_nothing(posted):
    made = scene(Phase.SCREENING)
    answer = signed_in(made.juror.user).post(address("conflicts", made.call), posted)
    assert answer.status_code in {302, 422}
    assert not Conflict.objects.exists()


def test_an_officer_proposes_changes_and_confirms_on_the_page():
    made = scene(Phase.SCREENING, jurors=3, dossiers=3)
    made.assessment.ballots_wanted = 2
    made.assessment.save()
    client, round_ = signed_in(officer()), {"round": "assessment"}
    assert client.get(address("assignment", made.call, **round_)).status_code == 200
    assert client.post(address("propose", made.call, **round_)).status_code == 302
    assert Assignment.objects.count() == 6
    page = client.get(address("assignment", made.call, **round_))
    version = page.context["version"]
    keep = [f"{dossier.pk}.{made.juror.pk}" for dossier in made.dossiers]
    shown = [dossier.pk for dossier in made.dossiers]
    client.post(address("change", made.call, **round_), {"version": version, "dossier": shown, "reads": keep})
    assert set(Assignment.objects.values_list("seat", flat=True)) == {made.juror.pk}
    stale = client.post(address("confirm", made.call, **round_), {"version": version}, follow=True)
    assert "Somebody else changed this assignment" in stale.content.decode()
    version = client.get(address("assignment", made.call, **round_)).context["version"]
    client.post(address("confirm", made.call, **round_), {"version": version})
    assert set(Assignment.objects.values_list("status", flat=True)) == {AssignmentStatus.CONFIRMED}
    assert Letter.objects.filter(name="jury/assignment_ready").count() == 1


def test_a_juror_reads_the_dossier_and_its_files():
    made = scene(Phase.ASSESSMENT)
    dossier = made.dossiers[0]
    jury_rows.assignment(made.assessment, made.juror, dossier)
    nomination = dossier.nominations.get()
    support = rows.letter_of_support(
        nomination, text="I saw the canals.", status="received", received_at=nomination.saved_at
    )
    question = nomination.form.steps.last().questions.get(key="report")
    kept = Evidence(
        nomination=nomination, question=question, title="report.pdf", kind="application/pdf", size=4, sha256="a"
    )
    kept.file.save("file", ContentFile(b"%PDF"))
    client = signed_in(made.juror.user)
    page = client.get(address("dossier", made.call, dossier=dossier.public_id)).content.decode()
    assert "Nine kilometres of open canal" in page
    assert "I saw the canals." in page
    assert "report.pdf" in page
    assert dossier.nominee.email not in page
    assert support.email not in page
    file = client.get(address("dossier_evidence", made.call, dossier=dossier.public_id, evidence=kept.public_id))
    assert (file.status_code, b"".join(file.streaming_content)) == (200, b"%PDF")
    assert "attachment" in file["Content-Disposition"]


def test_an_officer_sees_ties_and_sets_a_juror_aside():
    made = scene(Phase.ASSESSMENT)
    dossier = made.dossiers[0]
    jury_rows.assignment(made.assessment, made.juror, dossier)
    client = signed_in(officer())
    assert client.get(address("ties", made.call)).status_code == 200
    posted = {"seat": str(made.juror.public_id), "dossier": dossier.code, "reason": "Worked together."}
    assert client.post(address("ties", made.call), posted).status_code == 302
    assert Conflict.objects.get(seat=made.juror).source == "imposed"
    assert not Assignment.objects.of(made.juror.user).exists()
    assert client.post(address("detect", made.call)).status_code == 302


def test_the_chair_saves_and_recommends():
    made = scene(Phase.DELIBERATION)
    client = signed_in(made.chair.user)
    board = people.user("", "board")
    key = made.dossiers[0].public_id.hex
    assert client.get(address("deliberation", made.call)).status_code == 200
    posted = {"version": "0", "minutes": "All agreed.", f"kind-{key}": "laureate", f"citation-{key}-en": "For shade."}
    posted[f"kind-{made.dossiers[1].public_id.hex}"] = "none"
    assert client.post(address("deliberation", made.call), posted).status_code == 302
    assert client.post(address("deliberation", made.call), posted).status_code == 409
    assert client.post(address("recommend", made.call), {"version": "1"}).status_code == 302
    made_now = Recommendation.objects.get()
    assert (made_now.status, made_now.outcomes.get().kind) == (RecommendationStatus.MADE, "laureate")
    assert made.call.acts.filter(kind=ActKind.RECOMMENDED).count() == 1
    letter = Letter.objects.get(to=board.email)
    assert made.dossiers[0].nominee.name not in letter.text + letter.subject + letter.html
    assert client.get(address("deliberation", made.call)).status_code == 200


def test_getting_a_page_changes_nothing():
    made = scene(Phase.ASSESSMENT)
    jury_rows.assignment(made.assessment, made.juror, made.dossiers[0])
    staff, juror = signed_in(officer()), signed_in(made.juror.user)
    before = AuditEvent.objects.count(), Conflict.objects.count(), Assignment.objects.count(), Letter.objects.count()
    for page in ("panel", "ties"):
        staff.get(address(page, made.call))
    staff.get(address("assignment", made.call, round="assessment"))
    juror.get(address("conflicts", made.call))
    juror.get(address("dossier", made.call, dossier=made.dossiers[0].public_id))
    for page in ("appoint", "invite", "detect", "recommend"):
        assert staff.get(address(page, made.call)).status_code in {403, 404, 405}
    after = AuditEvent.objects.count(), Conflict.objects.count(), Assignment.objects.count(), Letter.objects.count()
    assert after == before


def test_a_proposal_alone_opens_nothing():
    made = scene(Phase.ASSESSMENT)
    assignment.propose(made.assessment, by=officer())
    Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.NONE)
    url = address("dossier", made.call, dossier=made.dossiers[0].public_id)
    assert signed_in(made.juror.user).get(url).status_code == 404


@pytest.mark.parametrize("phase", [Phase.CALL_OPEN, Phase.SCREENING, Phase.ASSESSMENT, Phase.DELIBERATION])
@pytest.mark.parametrize("who", ["officer", "secretary general", "chair", "juror"])
def test_panel_page_when_read_by_anybody_then_each_of_its_links_opens(phase, who):
    made = scene(phase)
    people_of = {"chair": lambda: made.chair.user, "juror": lambda: made.juror.user}
    client = signed_in((people_of | {"officer": officer, "secretary general": secretary_general})[who]())
    page = client.get(address("panel", made.call))
    opens = {link: client.get(link).status_code for link in links_below(page, made.call)}
    assert set(opens.values()) <= {200}
    led = {address("ties", made.call), address("assignment", made.call, round="assessment")} & set(opens)
    assert bool(led) == (page.status_code == 200 and phase != Phase.CALL_OPEN and who != "juror")


def links_below(page, call) -> set[str]:
    return set(re.findall(rf'href="(/en/{call.cycle.slug}/{call.prize.slug}/[^"]+)"', page.content.decode()))


def test_seat_page_when_answered_then_asks_no_more():
    made = scene(Phase.SCREENING)
    page = signed_in(made.juror.user).get(address("seat", made.call)).content.decode()
    assert ("<h1>Your seat</h1>" in page, "You are asked to judge" in page) == (True, False)


def test_setting_aside_when_the_number_is_in_persian_digits_then_finds_the_dossier():
    made = scene(Phase.ASSESSMENT)
    code = made.dossiers[0].code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    posted = {"seat": str(made.juror.public_id), "dossier": code, "reason": "Cousins."}
    assert signed_in(officer()).post(address("ties", made.call), posted).status_code == 302
    assert Conflict.objects.filter(seat=made.juror, dossier=made.dossiers[0]).exists()
