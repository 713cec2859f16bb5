"""The queue's filters: what each keeps, what the address says of it, and how officers keep one under a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site import clock
from nominations import keeping, sifting
from nominations.models import Evidence, GateFinding, LetterOfSupport, Nomination, SavedFilter
from nominations.states import ConsentStatus, GateState, NominationStatus, Phase, ScanStatus
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db
STATEMENTS_AT_MOST = 22


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def call():
    return nominations.call(Phase.SCREENING, letters_wanted=1)


def queue_of(call) -> str:
    return reverse("nominations:queue", kwargs=call.slugs)


def filters_of(call) -> str:
    return reverse("nominations:filters", kwargs=call.slugs)


def kept(call, person, **wanted) -> list[Nomination]:
    return list(sifting.Sifting(call, person).files(sifting.of({"state": "all", **wanted})))


def note(file: Nomination, by, *states: str) -> Nomination:
    for gate, state in zip(file.call.gates.all(), states, strict=False):
        GateFinding.objects.create(nomination=file, gate=gate, state=state, by=by)
    return file


def a_file_for(mark: str, call, officer) -> Nomination:
    match mark:
        case "consent":
            return nominations.nomination(call, about=nominations.dossier(call, consent=ConsentStatus.ASKED))
        case "overdue":
            file = nominations.nomination(call, NominationStatus.RETURNED)
            Nomination.objects.filter(pk=file.pk).update(correct_until=clock.now() - DAY)
            return file
        case "asked":
            return note(nominations.nomination(call), officer, GateState.MET, GateState.ASK)
        case "not_met":
            return note(nominations.nomination(call), officer, GateState.NOT_MET)
        case "held":
            file = nominations.nomination(call)
            asked = file.form.steps.get(key="work").questions.get(key="report")
            told = {"title": "a.pdf", "kind": "x", "size": 1, "sha256": "0" * 64, "file": "none"}
            Evidence.objects.create(nomination=file, question=asked, scan=ScanStatus.QUARANTINED, **told)
            return file
    return note(nominations.nomination(call), officer, GateState.MET, GateState.MET)


@pytest.mark.parametrize("mark", ["consent", "overdue", "asked", "not_met", "held", "met", "noted"])
def test_a_mark_keeps_the_files_that_have_it(call, officer, mark):
    nominations.nomination(call)
    file = a_file_for(mark, call, officer)
    assert kept(call, officer, mark=mark) == [file]


def test_letters_are_missing_where_fewer_came_than_the_call_wants(call, officer):
    whole, waiting = nominations.nomination(call), nominations.nomination(call)
    letter = nominations.letter_of_support(whole, text="Praise.")
    LetterOfSupport.objects.filter(pk=letter.pk).update(status="received", received_at=clock.now())
    nominations.letter_of_support(waiting)
    assert kept(call, officer, mark="letters") == [waiting]


def test_files_that_may_name_one_person_twice_are_kept_by_the_mark(call, officer):
    one = nominations.nomination(call, about=nominations.dossier(call, name="Reza Karimi"))
    two = nominations.nomination(call, about=nominations.dossier(call, name="رضا کریمی"))
    nominations.nomination(call, about=nominations.dossier(call, name="Sayaka Okafor"))
    assert kept(call, officer, mark="double") == [one, two]


def test_country_language_and_age_narrow_the_choice(call, officer):
    file, old = nominations.nomination(call, language="fa"), nominations.nomination(call)
    Nomination.objects.filter(pk=old.pk).update(submitted_at=clock.now() - 8 * DAY)
    old.dossier.nominee.country = "KG"
    old.dossier.nominee.save()
    assert kept(call, officer, country="UZ") == kept(call, officer, language="fa") == [file]
    assert kept(call, officer, age="7") == kept(call, officer, country="KG") == [old]
    assert kept(call, officer, age="new") == [file]


@pytest.mark.parametrize("words", ["Mohammad", "mohammad rezai", "Мухаммад", "محمد"])
def test_a_name_is_found_by_its_sound_in_another_script_and_no_other_is(call, officer, words):
    file = nominations.nomination(call, about=nominations.dossier(call, name="محمد رضایی"))
    for other in ("Ahmad Samadi", "حامد صمدی", "Mehdi Tahmasebi"):
        nominations.nomination(call, about=nominations.dossier(call, name=other))
    assert kept(call, officer, q=words) == [file]


def test_a_forged_filter_is_left_out_and_the_rest_holds(client, call, officer):
    client.force_login(officer)
    nominations.nomination(call)
    page = client.get(f"{queue_of(call)}?mark=nonsense&age=-1&country=%00&language=xx&state=all")
    assert page.status_code == 200
    assert page.context["query"] == "state=all"


def test_the_filter_goes_along_to_the_file_and_to_the_next_one(client, call, officer):
    here, other, there = (nominations.nomination(call, language=code) for code in ("fa", "en", "fa"))
    client.force_login(officer)
    page = client.get(f"{queue_of(call)}?language=fa").content.decode()
    address = reverse("nominations:screen", kwargs={**call.slugs, "nomination": here.public_id}) + "?language=fa"
    assert f'href="{address}"' in page
    assert str(other.public_id) not in page
    beside = client.get(address)
    assert [each.nomination for each in beside.context["after"]] == [there]
    posted = {"version": beside.context["notes"]["version"].value(), "then": "admit"}
    gates = reverse("nominations:gates", kwargs={**call.slugs, "nomination": here.public_id})
    assert client.post(f"{gates}?language=fa", posted).url.endswith("/admit/?language=fa")


def test_pages_of_equal_hours_hold_every_file_once(client, call, officer):
    for _ in range(30):
        nominations.nomination(call)
    Nomination.objects.update(submitted_at=clock.now())
    client.force_login(officer)
    pages = [client.get(f"{queue_of(call)}?page={number}").context["page_obj"].object_list for number in (1, 2)]
    assert len({file.pk for page in pages for file in page}) == 30


def test_an_officer_keeps_renames_and_deletes_filters_of_the_own_desk(client, call, officer):
    nominations.nomination(call)
    client.force_login(officer)
    address = f"{filters_of(call)}?state=all&country=UZ"
    assert client.post(address, {"do": "keep", "name": "", "for_all": "on"}).status_code == 200
    assert client.post(address, {"do": "keep", "name": "Uzbekistan", "for_all": "on"}).status_code == 302
    saved = SavedFilter.objects.get()
    assert (saved.wanted, saved.call, saved.owner) == ({"state": "all", "country": "UZ"}, None, officer)
    client.post(f"{filters_of(call)}?mark=consent", {"do": "keep", "name": "No consent"})
    counted = [(each.name, number) for each, _, number in client.get(queue_of(call)).context["saved"]]
    assert counted == [("No consent", 0), ("Uzbekistan", 1)]
    again = client.post(address, {"do": f"rename:{saved.public_id}", "name": "no consent"})
    assert "Choose another name" in again.content.decode()
    assert client.post(address, {"do": f"rename:{saved.public_id}", "name": "UZ"}).status_code == 302
    client.force_login(user("", "officer"))
    for do in (f"rename:{saved.public_id}", f"delete:{saved.public_id}", "delete:x"):
        assert client.post(address, {"do": do, "name": "Mine"}).status_code == 404
    client.force_login(officer)
    client.post(address, {"do": f"delete:{saved.public_id}"})
    assert [each.name for each in SavedFilter.objects.all()] == ["No consent"]


def test_a_desk_holds_twenty_filters(call, officer):
    for number in range(keeping.FILTERS_AT_MOST):
        keeping.keep(call, name=f"Filter {number}", wanted={}, for_all=False, by=officer)
    with pytest.raises(keeping.Full):
        keeping.keep(call, name="One more", wanted={}, for_all=False, by=officer)


def test_filters_take_the_same_statements_at_one_and_at_thirty_files(client, call, officer):
    client.force_login(officer)
    for mark, _ in sifting.MARKS:
        keeping.keep(call, name=mark, wanted={"mark": mark, "state": "all"}, for_all=False, by=officer)
    addresses = [f"{queue_of(call)}?state=all{more}" for more in ("", "&q=Nominee&country=UZ&age=new&language=en")]
    for _ in range(2):
        nominations.nomination(call)
    few = [statements(client, each) for each in addresses]
    for _ in range(28):
        nominations.nomination(call)
    assert [statements(client, each) for each in addresses] == few
    assert max(few) <= STATEMENTS_AT_MOST


def statements(client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
