"""Taking a nomination back, and bringing it in again."""

import pytest
from django.test import Client

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import drafting, withdrawal
from nominations.models import Consent, Nomination
from nominations.states import ConsentStatus, NominationStatus, Phase
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import way

pytestmark = pytest.mark.django_db


def test_withdrawing_and_reinstating_by_the_pages(client: Client):
    nomination = way.sent(client)
    page = f"{way.base(nomination)}withdraw/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"do": "withdraw"}).status_code == 302
    assert Nomination.objects.get().status == NominationStatus.WITHDRAWN
    assert client.post(page, {"do": "reinstate"}).status_code == 302
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert Letter.objects.filter(name__in=["nominations/withdrawn", "nominations/reinstated"]).count() == 2
    assert [event.what for event in AuditEvent.objects.order_by("number")][-2:] == [
        "nomination.withdrawn",
        "nomination.reinstated",
    ]


@pytest.mark.parametrize(
    ("status", "said", "unsaid"),
    [
        (ConsentStatus.DECLINED, "The nominee declined", "The nominee withdrew the consent"),
        (ConsentStatus.WITHDRAWN, "The nominee withdrew the consent", "The nominee declined"),
    ],
)
def test_the_story_when_a_nominee_stands_back_then_tells_how(client: Client, status, said, unsaid):
    nomination = way.sent(client)
    Consent.objects.update(status=status, answered_at=clock.now())
    page = client.get(way.base(nomination)).content.decode()
    assert page.count(said) == 2, "once as where it stands, once in the story"
    assert unsaid not in page


def test_getting_the_page_changes_nothing(client: Client):
    nomination = way.sent(client)
    client.get(f"{way.base(nomination)}withdraw/")
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED


def test_after_the_deadline_a_withdrawn_file_stays_withdrawn_for_its_nominator():
    nomination = make.nomination(make.call())
    withdrawal.withdraw(nomination, by=nomination.nominator)
    with clock.standing_at(nomination.call.closes_at), pytest.raises(Refused):
        withdrawal.reinstate(nomination, by=nomination.nominator)


def test_an_officer_withdraws_with_a_reason_alone():
    nomination = make.nomination(make.call(Phase.SCREENING))
    officer = user("", "officer")
    with pytest.raises(Refused):
        withdrawal.withdraw(nomination, by=officer)
    withdrawal.withdraw(nomination, by=officer, reason="By letter of 3 May.")
    assert Nomination.objects.get().withdrawal_reason == "By letter of 3 May."


def test_an_officer_when_no_reason_is_given_then_is_asked_for_it_in_place(client: Client):
    nomination = make.nomination(make.call(Phase.SCREENING))
    client.force_login(user("", "officer"))
    answer = client.post(f"{way.base(nomination)}withdraw/", {"reason": " "})
    assert answer.status_code == 403
    assert '<p class="error" id="reason-error">Write down the reason: who asked' in answer.content.decode()
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    client.post(f"{way.base(nomination)}withdraw/", {"reason": "By letter of 3 May."})
    assert Nomination.objects.get().status == NominationStatus.WITHDRAWN


def test_a_draft_when_it_was_sent_in_another_window_is_not_thrown_away():
    left_open = make.draft(make.call())
    make.nomination(left_open.call, by=left_open.nominator)
    sent = Nomination.objects.get(status=NominationStatus.SUBMITTED)
    same = Nomination.objects.get(pk=sent.pk)
    same.status = NominationStatus.DRAFT
    with pytest.raises(Refused):
        drafting.discard(same, by=sent.nominator)
    drafting.discard(left_open, by=left_open.nominator)
    assert list(Nomination.objects.all()) == [sent]


def test_a_draft_is_deleted_with_its_files(client: Client):
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    assert client.get(f"{way.base(nomination)}discard/").status_code == 200
    assert Nomination.objects.exists()
    client.post(f"{way.base(nomination)}discard/")
    assert not Nomination.objects.exists()


def test_what_was_sent_is_never_deleted(client: Client):
    nomination = way.sent(client)
    assert client.post(f"{way.base(nomination)}discard/").status_code == 403
    assert Nomination.objects.exists()
