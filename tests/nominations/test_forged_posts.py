"""Whatever is posted: a sentence, never a fault; nothing of another file or call; nothing half-written."""

import json
import uuid

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nominations.models import Evidence, Nomination, Submission
from nominations.models.form import Step
from nominations.states import NominationStatus, QuestionKind
from tests.factories import nominations as make
from tests.nominations import way

FIELDS = [
    *("office", "name", "email", "city", "city_city", "city_country", "headline", "story", "report", "told"),
    *("works-rows", "works-0-title", "works-1-title", "works-0-place_country", "works-9-title", "keep.name", "kind"),
    *("version", "key", "truth", "status", "nominator", "dossier", "answers", "reference", "~evidence"),
    *("many", "when"),
]
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(["", "\0", "a\0b", "yes", "no", "on", "UZ", "-1", "1e999", "۱۲", "9" * 400, "x" * 5000, "None"]),
    st.sampled_from(["{}", "[]", "saved", "mine", "0" * 32, "<script>", "\u202e", "\ud7ff", "2024-02-30", "../../x"]),
)
DEEDS = st.one_of(
    st.sampled_from(["next", "back", "leave", "submit", "", "add:works", "remove:works:0", "remove:works:x"]),
    st.sampled_from(["drop:x", "upload:report", "remove::", "add:nothing"]),
    st.text(max_size=12),
)
POSTS = st.dictionaries(st.sampled_from(FIELDS), st.one_of(TEXTS, st.lists(TEXTS, max_size=4)), max_size=12)
STEPS = st.sampled_from(["eligibility", "nominee", "work", "check", "nothing"])
GOOD = {200, 302, 409}


class ForgedPosts(TestCase):
    """Generated posts against every step, its autosave, and the pages around."""

    def setUp(self) -> None:
        """Begin a draft on a form that has every kind of question."""
        self.client = Client()
        call = make.call()
        step = Step.objects.get(form__call=call, key="work")
        rows = make.question(step, "works", QuestionKind.ROWS, required=False, limits={"rows_most": 3})
        make.question(step, "title", parent=rows)
        make.question(step, "place", QuestionKind.CITY, parent=rows, required=False)
        make.question(step, "kind", QuestionKind.CHOICES, required=False, options=[{"value": "a", "label": {}}])
        make.question(step, "many", QuestionKind.NUMBER, required=False)
        make.question(step, "when", QuestionKind.DATE, required=False)
        self.person = way.signed_in(self.client)
        self.nomination = way.begin(self.client, call)

    @given(step=STEPS, posted=POSTS, do=DEEDS, fresh=st.booleans())
    @settings(max_examples=350)
    def test_steps(self, step: str, posted: dict, do: str, fresh: bool) -> None:  # noqa: FBT001 - hypothesis names it
        if fresh:
            answer = way.post(self.client, self.nomination, step, {**posted, "do": do})
        else:
            answer = self.client.post(way.step_of(self.nomination, step), {**posted, "do": do})
        assert answer.status_code in GOOD
        self.holds()
        assert self.client.get(way.step_of(self.nomination, step)).status_code in GOOD

    @given(step=STEPS, posted=POSTS)
    @settings(max_examples=150)
    def test_autosave(self, step: str, posted: dict) -> None:
        address = f"{way.base(self.nomination)}autosave/{step}/"
        assert self.client.post(address, posted).status_code in {200, 404, 409}
        self.holds()

    @given(page=st.sampled_from(["withdraw/", "discard/", "letters/", ""]), posted=POSTS, do=DEEDS)
    @settings(max_examples=100)
    def test_pages_of_a_file(self, page: str, posted: dict, do: str) -> None:
        sent = make.nomination(self.nomination.call, by=self.person)
        answer = self.client.post(f"{way.base(sent)}{page}", {**posted, "do": do})
        assert answer.status_code in {*GOOD, 403, 405}

    def holds(self) -> None:
        now = Nomination.objects.get(pk=self.nomination.pk)
        assert now.status == NominationStatus.DRAFT
        assert (now.nominator, now.reference, now.dossier) == (self.person, None, None)
        known = {"name", "email", "city", "headline", "story", "works", "kind", "many", "when"}
        assert set(now.answers) <= known
        assert "\\u0000" not in json.dumps([now.typed, now.answers])
        assert not Submission.objects.exists()


@pytest.mark.django_db
def test_another_files_evidence_is_not_dropped(client: Client):
    other = make.draft(make.call())
    theirs = Evidence.objects.create(
        nomination=other, question=other.form.steps.last().questions.last(), title="x", kind="x", size=1, sha256="x"
    )
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    way.post(client, nomination, "eligibility", way.TYPED["eligibility"])
    way.post(client, nomination, "nominee", way.TYPED["nominee"])
    way.post(client, nomination, "work", {}, do=f"drop:{theirs.public_id}")
    assert Evidence.objects.exists()


@pytest.mark.django_db
def test_a_file_does_not_answer_under_another_calls_address(client: Client):
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    other = make.call()
    for page in ("", "step/nominee/", f"evidence/{uuid.uuid4()}/"):
        right = f"{way.base(nomination)}{page}"
        wrong = right.replace(nomination.call.prize.slug, other.prize.slug)
        assert client.get(wrong).status_code == 404


@pytest.mark.django_db
def test_another_files_key_does_not_submit_this_one(client: Client):
    one = way.sent(client)
    nomination = way.begin(client, make.call())
    way.fill(client, nomination)
    answer = way.send(client, nomination, key=way.KEY)
    assert answer.status_code == 409
    assert Submission.objects.get().nomination == one
