"""Two dossiers of one person: merged with all that was said, or kept apart; consent is never lost nor widened."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from awards_site import audit
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury import dossier as jury_dossier
from nominations import alike, consent, links, pairing, queue, submission
from nominations.models import Consent, Dossier, Nomination, Nominee, Pairing
from nominations.states import PAIRING_MOVES, ConsentStatus, NominationStatus, PairingStatus, Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db

ASKED, GIVEN, DECLINED, WITHDRAWN, WAIVED = ConsentStatus.values
#: What may go into what: (stays, goes).
MAY_MERGE = {(ASKED, ASKED), (GIVEN, ASKED), (GIVEN, GIVEN), (GIVEN, WAIVED), (WAIVED, WAIVED)}
WHY = "One mayor, spelled twice."


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def call():
    return nominations.call(Phase.CALL_OPEN)


def file_of(call, name: str, state: str = GIVEN, **more) -> Nomination:
    about = nominations.dossier(call, name=name, consent=state, **more)
    return nominations.nomination(call, about=about)


@pytest.fixture
def two(call):
    return file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi", ASKED, email="riza@home.example")


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_merging_moves_all_that_was_said_and_leaves_each_file_as_it_was(two, officer):
    kept, gone = two
    letter = nominations.letter_of_support(gone)
    before = {name: getattr(gone, name) for name in ("reference", "answers", "status", "version", "submitted_at")}
    made = pairing.merge(kept.dossier, gone.dossier, by=officer, reason=WHY)
    moved = again(gone)
    assert moved.dossier == kept.dossier
    assert {name: getattr(moved, name) for name in before} == before
    assert (moved.nominator, again(letter).nomination) == (gone.nominator, gone)
    assert (made.status, made.by, made.reason) == (PairingStatus.MERGED, officer, WHY)
    event = AuditEvent.objects.get(what="dossier.merged")
    assert (event.on, event.facts["files"]) == (f"dossier:{kept.dossier.public_id}", [gone.reference])
    assert audit.verify()


def test_merging_twice_is_once(two, officer):
    kept, gone = (each.dossier for each in two)
    first = pairing.merge(kept, gone, by=officer, reason=WHY)
    assert pairing.merge(kept, gone, by=officer, reason="Once more.") == first
    assert AuditEvent.objects.filter(what="dossier.merged").count() == Pairing.objects.count() == 1
    with pytest.raises(Refused):
        pairing.merge(gone, kept, by=officer, reason=WHY)
    with pytest.raises(Refused):
        pairing.keep_apart(kept, gone, by=officer, reason=WHY)


@pytest.mark.parametrize("theirs", ConsentStatus.values)
@pytest.mark.parametrize("ours", ConsentStatus.values)
def test_no_consent_is_lost_nor_widened(call, officer, ours, theirs):
    kept, gone = file_of(call, "Reza Karimi", ours).dossier, file_of(call, "Riza Kareemi", theirs).dossier
    if (ours, theirs) in MAY_MERGE:
        pairing.merge(kept, gone, by=officer, reason=WHY)
        assert again(gone).merged_into == kept
    else:
        with pytest.raises(Refused) as refused:
            pairing.merge(kept, gone, by=officer, reason=WHY)
        assert str(refused.value.refusal)
        assert again(gone).merged_into is None
        assert not Pairing.objects.exists()
    assert (again(kept.consent).status, again(gone.consent).status) == (ours, theirs)


def test_a_yes_on_the_other_side_is_kept_by_turning_round(call, officer):
    kept, gone = file_of(call, "Reza Karimi", ASKED).dossier, file_of(call, "Riza Kareemi", GIVEN).dossier
    assert f"On {gone.code} the consent is given. Keep that file" in str(pairing.hindrance(kept, gone))
    pairing.merge(gone, kept, by=officer, reason=WHY)
    assert again(kept).merged_into == gone


@pytest.mark.parametrize("phase", [each for each in Phase if each not in {Phase.CALL_OPEN, Phase.SCREENING}])
def test_nothing_is_decided_once_the_assessment_opened(officer, phase):
    call = nominations.call(phase)
    one, two = file_of(call, "Reza Karimi").dossier, file_of(call, "Riza Kareemi").dossier
    for act in (pairing.merge, pairing.keep_apart):
        with pytest.raises(Refused):
            act(one, two, by=officer, reason=WHY)


@pytest.mark.parametrize("role", ["secretary_general", "auditor", "board", ""])
def test_only_an_officer_decides(two, role):
    person = user("", *([role] if role else []))
    for act in (pairing.merge, pairing.keep_apart):
        with pytest.raises((Refused, Http404)):
            act(two[0].dossier, two[1].dossier, by=person, reason=WHY)


@pytest.mark.parametrize("of", [0, 1])
def test_no_officer_decides_on_the_own_person(call, of):
    officer = user("mine@nominees.example", "officer")
    addresses = ["other@nominees.example", "mine@nominees.example"]
    one = file_of(call, "Reza Karimi", email=addresses[of])
    two = file_of(call, "Riza Kareemi", email=addresses[1 - of])
    with pytest.raises(Refused):
        pairing.merge(one.dossier, two.dossier, by=officer, reason=WHY)


def test_two_calls_have_no_pair_and_nobody_is_a_pair_alone(two, officer):
    foreign = file_of(nominations.call(prize_slug="other", code_letter="J"), "Reza Karimi")
    for act in (pairing.merge, pairing.keep_apart):
        for other in (foreign, two[0]):
            with pytest.raises(Refused):
                act(two[0].dossier, other.dossier, by=officer, reason=WHY)
        with pytest.raises(pairing.Unexplained):
            act(two[0].dossier, two[1].dossier, by=officer, reason=" ")


@pytest.mark.parametrize("start", PairingStatus.values)
@pytest.mark.parametrize("act", [pairing.merge, pairing.keep_apart])
def test_decisions_follow_the_table_of_moves(two, officer, start, act):
    one, other = (each.dossier for each in two)
    to = PairingStatus.MERGED if act == pairing.merge else PairingStatus.APART
    {PairingStatus.MERGED: pairing.merge, PairingStatus.APART: pairing.keep_apart}[start](
        one, other, by=officer, reason=WHY
    )
    if start == to or to in PAIRING_MOVES[start]:
        assert act(one, other, by=officer, reason=WHY).status == to
    else:
        with pytest.raises(pairing.NoSuchMove):
            act(one, other, by=officer, reason=WHY)
    assert Pairing.objects.count() == 1


def test_a_merged_dossier_is_nowhere_and_its_number_is_not_given_again(two, officer):
    kept, gone = two
    pairing.merge(kept.dossier, gone.dossier, by=officer, reason=WHY)
    assert [each.dossier for each in queue.files_of(kept.call, officer)] == [kept.dossier, kept.dossier]
    assert list(Dossier.objects.standing()) == [kept.dossier]
    assert alike.undecided(kept.call, [kept.dossier]) == {}
    fresh = nominations.draft(kept.call, answers={**nominations.ANSWERS}, gates_answered={"office": "yes"})
    submission.submit(fresh, by=fresh.nominator, key="next")
    assert again(fresh).dossier.code == "M-003"


def test_the_dossier_reads_what_both_said(two, officer):
    kept, gone = two
    pairing.merge(kept.dossier, gone.dossier, by=officer, reason=WHY)
    Nomination.objects.update(status=NominationStatus.ELIGIBLE)
    read = jury_dossier.reading_of(again(kept.dossier), officer)
    assert [each.nomination for each in read.filed] == [kept, gone]
    assert list(Dossier.objects.ready_for_the_jury()) == [kept.dossier]


def test_later_nominations_of_either_spelling_go_to_the_kept_dossier_in_every_call(two, officer):
    kept, gone = (each.dossier for each in two)
    pairing.merge(kept, gone, by=officer, reason=WHY)
    coming = nominations.call(Phase.CALL_OPEN, cycle_slug="2029", prize_slug="other", code_letter="J")
    for number, call in enumerate((kept.call, coming, coming)):
        told = {"name": "Riza Kareemi", "email": "riza@home.example"}
        late = nominations.draft(call, answers={**nominations.ANSWERS, **told}, gates_answered={"office": "yes"})
        submission.submit(late, by=late.nominator, key=f"late{number}")
        assert again(late).dossier.nominee == kept.nominee
    assert Dossier.objects.filter(call=kept.call).standing().count() == 1
    assert Dossier.objects.filter(call=coming).count() == 1


def test_what_was_merged_before_goes_along(call, officer):
    first, second, third = (file_of(call, name).dossier for name in ("Reza Karimi", "Riza Kareemi", "رضا کریمی"))
    pairing.merge(second, third, by=officer, reason=WHY)
    pairing.merge(first, again(second), by=officer, reason=WHY)
    assert {again(each).merged_into for each in (second, third)} == {first}
    assert {each.person for each in Nominee.objects.all()} == {first.nominee_id}
    assert first.nominations.count() == 3


def test_what_only_one_side_knew_of_the_person_and_the_nominees_additions_are_kept(call, officer):
    kept, gone = file_of(call, "Reza Karimi").dossier, file_of(call, "Riza Kareemi", email="r@home.example").dossier
    Nominee.objects.filter(pk=kept.nominee_id).update(email="")
    Consent.objects.filter(dossier=kept).update(answers={"born": "Balkh"})
    Consent.objects.filter(dossier=gone).update(answers={"born": "Herat", "life": "Long."})
    pairing.merge(kept, gone, by=officer, reason=WHY)
    assert again(kept.nominee).email == "r@home.example"
    assert again(kept.consent).answers == {"born": "Balkh", "life": "Long."}
    assert again(gone.consent).answers == {"born": "Herat", "life": "Long."}


def page_of(row: Consent) -> str:
    return reverse("nominations:consent", kwargs={**row.dossier.call.slugs, "token": links.seal(row)})


def test_the_link_of_a_merged_dossier_opens_the_kept_ones_page(client, call, officer):
    kept, gone = file_of(call, "Reza Karimi", ASKED), file_of(call, "Riza Kareemi", ASKED)
    old = gone.dossier.consent
    pairing.merge(kept.dossier, gone.dossier, by=officer, reason=WHY)
    shown = client.get(page_of(old))
    assert (shown.status_code, shown.context["consent"]) == (200, kept.dossier.consent)
    assert len(shown.context["said"]) == 2
    client.post(page_of(old), {"do": "give", "signed_name": "Riza Kareemi", "integrity": "on"})
    assert (again(kept.dossier.consent).status, again(old).status) == (GIVEN, ASKED)
    with pytest.raises(Refused):
        consent.decline(old)
    consent.ask_again(kept.dossier.consent, by=officer)
    assert client.get(page_of(old)).status_code == 404


def test_a_new_link_goes_to_the_address_that_asked_and_leads_to_the_kept_page(client, two, officer):
    kept, gone = two
    pairing.merge(kept.dossier, gone.dossier, by=officer, reason=WHY)
    client.post(reverse("nominations:new_link", kwargs=kept.call.slugs), {"email": "riza@home.example"})
    letter = Letter.objects.get(name="nominations/consent_notice")
    assert letter.to == "riza@home.example"
    assert links.seal(again(kept.dossier.consent)).split(":")[0] in letter.text


def test_the_database_keeps_one_decision_on_two_whichever_stands_first(two, officer):
    one, other = (each.dossier for each in two)
    Pairing.objects.create(dossier=one, other=other, status=PairingStatus.APART, reason=WHY, by=officer)
    third = nominations.dossier(one.call)
    bad = [
        {"dossier": other, "other": one},
        {"dossier": third, "other": third},
        {"dossier": third, "other": one, "status": "perhaps"},
        {"dossier": third, "other": one, "reason": ""},
    ]
    for fields in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            Pairing.objects.create(**{"status": PairingStatus.APART, "reason": WHY, "by": officer, **fields})
    for row, field in ((one, "merged_into"), (one.nominee, "same_as")):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: row})
