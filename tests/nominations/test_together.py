"""Working on one file together: inviting, writing side by side, taking back, handing over."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from awards_site import clock, kinds
from awards_site.models import AuditEvent, Letter, User
from awards_site.rules import Refused
from jury.models import Conflict
from jury.recusal import detect
from nominations import drafting, handing_over, history, parts, permissions, submission, together
from nominations.models import Collaboration, Handover, Nomination, NominationGrant
from nominations.models.grants import EDIT, SUBMIT, VIEW
from nominations.states import HandoverStatus, NominationStatus, Phase, Reach
from nominations.views.tokens import token
from scoring.sight import tied_dossiers
from tests.factories import jury
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import way

pytestmark = pytest.mark.django_db
ADDRESS = "zal@colleagues.example"
COLLEAGUES = {Reach.VIEW: {VIEW}, Reach.EDIT: {VIEW, EDIT}, Reach.SUBMIT: {VIEW, EDIT, SUBMIT}}


@pytest.fixture
def file() -> Nomination:
    return make.draft(make.call(), user(name="Rudabeh"), answers=make.ANSWERS, gates_answered={"office": "yes"})


def anew(file: Nomination) -> Nomination:
    return Nomination.objects.get(pk=file.pk)


def colleagues_page(file: Nomination) -> str:
    return f"{way.base(file)}colleagues/"


def codes(file: Nomination, person: User) -> set[str]:
    return set(
        NominationGrant.objects.filter(content_object=file, user=person).values_list("permission__codename", flat=True)
    )


@pytest.mark.parametrize("reach", list(Reach))
def test_inviting_writes_one_letter_and_joining_grants_exactly_the_reach(file, reach):
    part = together.invite(file, email=ADDRESS.upper(), reach=reach, by=file.nominator)
    together.invite(file, email=ADDRESS, reach=reach, by=file.nominator)
    assert codes(file, part.person) == set()
    together.join(part, by=part.person)
    together.join(part, by=part.person)
    assert AuditEvent.objects.filter(what="nomination.joined").count() == 1
    assert codes(file, part.person) == COLLEAGUES[reach]
    letter = Letter.objects.get(name="nominations/colleague_invited")
    assert (letter.to, "Rudabeh" in letter.text, make.ANSWERS["name"] in letter.text) == (ADDRESS, True, False)
    event = AuditEvent.objects.get(what="nomination.shared")
    assert event.facts == {"person": str(part.person.public_id), "reach": reach}


def test_changing_the_reach_leaves_no_grant_of_the_wider_one(file):
    wide = together.invite(file, email=ADDRESS, reach=Reach.SUBMIT, by=file.nominator)
    together.join(wide, by=wide.person)
    part = together.invite(file, email=ADDRESS, reach=Reach.VIEW, by=file.nominator)
    assert codes(file, part.person) == {VIEW}
    assert Letter.objects.filter(name="nominations/colleague_invited").count() == 1


@pytest.mark.parametrize("phase", list(Phase))
def test_list_equals_rule_for_colleagues_in_every_phase(phase):
    call = make.call(phase)
    own = user()
    people = [user(), user(), user("", "officer"), user("", "auditor"), user("", "board")]
    files = [make.draft(call, own), *(make.nomination(call, status, by=own) for status in list(NominationStatus)[1:])]
    for each in files:
        for person in people:
            make.colleague(each, person, Reach.VIEW)
        parts.end(Collaboration.objects.get(nomination=each, person=people[0]), by=own)
    for person in people:
        listed = set(Nomination.objects.visible_to(person).values_list("pk", flat=True))
        ruled = {each.pk for each in Nomination.objects.all() if permissions.may_read_nomination(person, each)}
        assert listed == ruled, (phase, person.roles)
        assert not (person is people[0] and listed)


@pytest.mark.parametrize(
    ("reach", "edits", "submits"), [(Reach.VIEW, False, False), (Reach.EDIT, True, False), (Reach.SUBMIT, True, True)]
)
def test_each_reach_does_what_it_says_and_no_more(file, reach, edits, submits):
    person = make.colleague(file, reach=reach).person
    asked = anew(file)
    assert permissions.may_read_nomination(person, asked)
    assert (bool(permissions.may_edit(person, asked)), bool(permissions.may_submit(person, asked))) == (edits, submits)
    for rule in (
        permissions.may_discard,
        permissions.may_see_colleagues,
        permissions.may_share,
        permissions.may_ask_referees,
        permissions.may_withdraw,
    ):
        assert not rule(person, asked)
        assert rule in {permissions.may_ask_referees, permissions.may_withdraw} or rule(file.nominator, asked)


def test_the_deadline_is_asked_of_the_call_for_a_colleague_too(file):
    person = make.colleague(file, reach=Reach.SUBMIT).person
    with clock.standing_at(file.call.closes_at):
        assert not permissions.may_edit(person, anew(file))
    assert permissions.may_edit(person, anew(file))


@pytest.mark.parametrize("phase", list(Phase))
def test_a_file_is_shared_and_given_away_until_the_jury_reads(phase):
    sent = make.nomination(make.call(phase))
    offered = Handover.objects.create(nomination=sent, by=sent.nominator, to=user())
    is_shared = phase in {Phase.CALL_OPEN, Phase.SCREENING}
    assert bool(permissions.may_share(sent.nominator, anew(sent))) == is_shared
    assert bool(permissions.may_take_over(offered.to, offered)) == is_shared


def test_who_holds_an_office_reads_as_a_colleague_but_never_writes(file):
    officer = user("", "officer")
    make.colleague(file, officer, Reach.SUBMIT)
    assert permissions.may_read_nomination(officer, anew(file))
    assert not permissions.may_edit(officer, anew(file))


def test_a_colleague_writes_and_submits_by_the_pages_and_the_receipt_goes_to_the_nominator(client: Client, file):
    person = way.signed_in(client, make.colleague(file, reach=Reach.SUBMIT).person)
    assert "Shared with you by" in client.get("/en/nominations/").content.decode()
    way.fill(client, file)
    assert way.send(client, file).status_code == 302
    sent = anew(file)
    assert (sent.status, sent.nominator) == (NominationStatus.SUBMITTED, file.nominator)
    assert Letter.objects.get(name="nominations/receipt").to == file.nominator.email
    told = [(line.who, line.did) for line in history.told(sent, [], {"work": "What was done"}, file.nominator)]
    assert (person.name, "Submitted it") in told
    assert (person.name, "Wrote on “What was done”") in told


def test_a_colleague_who_may_edit_finds_no_button_and_submits_nothing(client: Client, file):
    way.signed_in(client, make.colleague(file, reach=Reach.EDIT).person)
    way.fill(client, file)
    page = client.get(way.step_of(file, "check")).content.decode()
    assert "Its nominator submits it." in page
    assert 'value="submit"' not in page
    assert "Its nominator submits it." in way.send(client, file).content.decode()
    assert anew(file).status == NominationStatus.DRAFT


def test_two_people_on_one_step_choose_between_both_texts(client: Client, file):
    person = make.colleague(file, user(name="Zal"), Reach.EDIT).person
    old = token(anew(file), "work")
    drafting.save_step(anew(file), by=person, step="work", version=1, typed={"headline": ["By Zal"], "story": [""]})
    way.signed_in(client, file.nominator)
    answer = client.post(way.step_of(file, "work"), {"version": old, "headline": "By Rudabeh", "story": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("By Zal", "By Rudabeh", "Saved by: <bdi>Zal</bdi>"))
    assert anew(file).typed["work"]["headline"] == ["By Zal"]


def test_after_taking_back_nothing_opens_and_nothing_is_saved(client: Client, file):
    part = make.colleague(file, reach=Reach.SUBMIT)
    way.signed_in(client, part.person)
    pages = [way.base(file), way.step_of(file, "nominee"), f"{way.base(file)}autosave/nominee/"]
    assert [client.get(each).status_code for each in pages[:2]] == [200, 200]
    in_hand = anew(file)
    assert permissions.may_edit(part.person, in_hand)
    together.take_back(part, by=file.nominator)
    together.take_back(part, by=file.nominator)
    assert [client.get(each).status_code for each in pages[:2]] == [404, 404]
    assert [client.post(each, {"version": "1.x"}).status_code for each in pages[1:]] == [404, 404]
    assert codes(file, part.person) == set()
    with pytest.raises(Http404):
        drafting.save_step(in_hand, by=part.person, step="nominee", version=1, typed={"name": ["x"]})
    assert AuditEvent.objects.filter(what="nomination.unshared").count() == 1


def test_nobody_but_the_nominator_invites_takes_back_or_gives_away(client: Client, file):
    part = make.colleague(file, reach=Reach.SUBMIT)
    way.signed_in(client, part.person)
    assert client.get(colleagues_page(file)).status_code == 403
    for act in (together.invite, handing_over.offer):
        more = {"reach": Reach.VIEW} if act is together.invite else {}
        with pytest.raises(Refused):
            act(file, email=ADDRESS, by=part.person, **more)
    with pytest.raises(Refused):
        together.take_back(part, by=part.person)
    assert Collaboration.objects.get().ended_at is None


def test_a_nominee_takes_no_part_where_nobody_nominates_themselves(file):
    nominee = user(make.ANSWERS["email"])
    with pytest.raises(Refused, match="nominee"):
        together.invite(file, email=nominee.email, reach=Reach.VIEW, by=file.nominator)
    make.colleague(file, nominee, Reach.VIEW)
    with pytest.raises(submission.OwnNomination):
        submission.submit(file, by=file.nominator, key=way.KEY)
    type(file.call).objects.update(self_nomination=True)
    assert submission.submit(anew(file), by=file.nominator, key=way.KEY).number == 1


def test_a_nominee_who_wrote_in_the_file_is_not_made_undone_by_taking_back(file):
    part = make.colleague(file, user(make.ANSWERS["email"]), Reach.EDIT)
    drafting.save_step(anew(file), by=part.person, step="work", version=1)
    together.take_back(part, by=file.nominator)
    with pytest.raises(submission.OwnNomination):
        submission.submit(file, by=file.nominator, key=way.KEY)


def test_no_file_is_a_means_to_write_to_many(file):
    for number in range(together.EVER_AT_MOST):
        part = together.invite(file, email=f"p{number}@x.example", reach=Reach.VIEW, by=file.nominator)
        if number >= together.COLLEAGUES_AT_MOST - 1:
            with pytest.raises(together.Enough):
                together.invite(file, email="more@x.example", reach=Reach.VIEW, by=file.nominator)
            together.take_back(part, by=file.nominator)
    with pytest.raises(together.Enough):
        together.invite(file, email="more@x.example", reach=Reach.VIEW, by=file.nominator)
    assert {"nominations/colleague_invited", "nominations/handover_offered"} <= set(kinds.unasked())


def test_an_account_without_a_name_says_who_invites_first(client: Client, file):
    User.objects.filter(pk=file.nominator_id).update(name="")
    way.signed_in(client, User.objects.get(pk=file.nominator_id))
    posted = {"do": "invite", "email": ADDRESS, "reach": "edit", "language": "en", "name": ""}
    assert "the letter says who sends it" in client.post(colleagues_page(file), posted).content.decode()
    assert client.post(colleagues_page(file), posted | {"name": "Rudabeh"}).status_code == 302
    assert "Rudabeh" in Letter.objects.get(name="nominations/colleague_invited").subject


def test_inviting_tells_nobody_whose_address_it_is(client: Client, file):
    user(ADDRESS, name="Zal of Sistan")
    way.signed_in(client, file.nominator)
    client.post(colleagues_page(file), {"do": "invite", "email": ADDRESS, "reach": "edit", "language": "en"})
    for page in (colleagues_page(file), way.base(file)):
        text = client.get(page).content.decode()
        assert ADDRESS in text
        assert "Zal of Sistan" not in text


def test_a_file_handed_over_is_the_heirs_alone_once_accepted(client: Client, file):
    heir, before = user(ADDRESS), file.nominator
    way.signed_in(client, before)
    posted = {"do": "offer", "to-email": ADDRESS, "to-language": "en"}
    assert client.post(colleagues_page(file), posted).status_code == 302
    client.force_login(heir)
    page = client.get(f"{way.base(file)}take-over/").content.decode()
    assert make.ANSWERS["name"] not in page
    assert client.get(way.base(file)).status_code == 404
    assert "take-over/" in client.get("/en/nominations/").content.decode()
    assert client.post(f"{way.base(file)}take-over/", {"do": "accept"}).status_code == 302
    assert client.get(way.base(file)).status_code == 200
    assert not permissions.may_read_nomination(before, anew(file))
    assert permissions.may_share(heir, anew(file))
    assert Letter.objects.get(name="nominations/handover_answered").to == before.email
    facts = AuditEvent.objects.get(what="nomination.taken_over").facts
    assert facts == {"before": str(before.public_id)}


def test_who_is_invited_joins_by_the_page_or_leaves_and_reads_nothing_before(client: Client, file):
    part = together.invite(file, email=ADDRESS, reach=Reach.EDIT, by=file.nominator)
    way.signed_in(client, part.person)
    page = f"{way.base(file)}join/"
    assert f"{page}" in Letter.objects.get(name="nominations/colleague_invited").text
    assert f'href="{page}"' in client.get("/en/nominations/").content.decode()
    assert make.ANSWERS["name"] not in client.get(page).content.decode()
    assert client.get(way.base(file)).status_code == 404
    assert client.post(page, {"do": "join"}).status_code == 302
    assert f'href="{page}"' in client.get(way.base(file)).content.decode()
    assert client.post(page, {"do": "leave"}).status_code == 302
    assert [client.get(each).status_code for each in (page, way.base(file))] == [404, 404]
    assert Collaboration.objects.get().ended_at


def test_who_holds_an_office_does_not_join(client: Client, file):
    part = together.invite(file, email=user(ADDRESS, "officer").email, reach=Reach.VIEW, by=file.nominator)
    way.signed_in(client, part.person)
    assert client.post(f"{way.base(file)}join/", {"do": "join"}).status_code == 403
    assert codes(file, part.person) == set()


def test_an_offer_declined_or_taken_back_changes_nothing_and_opens_nothing(client: Client, file):
    heir = user(ADDRESS)
    declined = handing_over.offer(file, email=ADDRESS, by=file.nominator)
    handing_over.decline(declined, by=heir)
    again = handing_over.offer(file, email=ADDRESS, by=file.nominator)
    handing_over.withdraw_offer(again, by=file.nominator)
    client.force_login(heir)
    assert client.get(f"{way.base(file)}take-over/").status_code == 404
    for act in (handing_over.accept, handing_over.decline):
        with pytest.raises(Http404):
            act(again, by=heir)
    assert anew(file).nominator == file.nominator
    assert [each.status for each in Handover.objects.all()] == [HandoverStatus.DECLINED, HandoverStatus.TAKEN_BACK]


def test_who_holds_an_office_takes_no_file_over(client: Client, file):
    officer = user(ADDRESS, "officer")
    handing_over.offer(file, email=ADDRESS, by=file.nominator)
    client.force_login(officer)
    assert client.post(f"{way.base(file)}take-over/", {"do": "accept"}).status_code == 403
    assert anew(file).nominator == file.nominator


@pytest.mark.parametrize("how", ["invited", "shares", "shared", "gave"])
def test_a_juror_with_a_part_in_the_file_is_tied_to_it_and_another_is_not(how):
    call = make.call(Phase.SCREENING)
    about = make.dossier(call)
    file = make.nomination(call, NominationStatus.ELIGIBLE, about=about)
    panel = jury.panel(call, 0)
    near, far = (jury.seat(panel, user()) for _ in range(2))
    if how == "invited":
        together.invite(file, email=near.user.email, reach=Reach.VIEW, by=file.nominator)
    elif how == "gave":
        Nomination.objects.filter(pk=file.pk).update(nominator=near.user)
        handing_over.accept(
            handing_over.offer(anew(file), email=file.nominator.email, by=near.user), by=file.nominator
        )
    else:
        part = make.colleague(file, near.user, Reach.VIEW)
    if how == "shared":
        together.take_back(part, by=file.nominator)
    Conflict.objects.all().delete()
    detect(call, by=None)
    tied = Conflict.objects.shutting().values_list("seat", "dossier")
    due = set() if how == "invited" else {about.pk}
    assert set(tied) == {(near.pk, each) for each in due}
    assert (tied_dossiers(near.user, call), tied_dossiers(far.user, call)) == (due, frozenset())


def test_an_officer_with_a_part_in_the_file_does_not_screen_it():
    file = make.nomination(make.call(Phase.SCREENING))
    near, far = user("", "officer"), user("", "officer")
    parts.end(make.colleague(file, near, Reach.VIEW), by=file.nominator)
    assert (bool(permissions.may_screen(near, anew(file))), bool(permissions.may_screen(far, anew(file)))) == (
        False,
        True,
    )


@pytest.mark.parametrize("fault", ["reach", "twice", "self", "two_offers"])
def test_the_database_keeps_its_promises(file, fault):
    part, person = make.colleague(file), user()
    Handover.objects.create(nomination=file, by=file.nominator, to=person)
    acts = {
        "reach": lambda: Collaboration.objects.update(reach="all"),
        "twice": lambda: make.colleague(file, part.person),
        "self": lambda: Handover.objects.update(to=file.nominator),
        "two_offers": lambda: Handover.objects.create(nomination=file, by=file.nominator, to=part.person),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        acts[fault]()


@pytest.mark.parametrize("files", [1, 30])
def test_shared_files_cost_the_same_however_many(client: Client, django_assert_num_queries, files):
    person, call = user(), make.call()
    client.force_login(person)
    for _ in range(files):
        make.colleague(make.draft(call), person)
    client.get("/en/nominations/")
    with django_assert_num_queries(7):
        assert client.get("/en/nominations/").content.decode().count("Continue<") == min(files, 25)
