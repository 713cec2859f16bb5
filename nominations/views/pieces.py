"""Files that script sends in pieces. Each post says where its bytes belong, each answer how far the file has come."""

from typing import Any

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from awards_site.rules import Refusal, Refused
from nominations import evidence, intake, permissions, shape, uploading
from nominations.forms.pieces import PieceForm
from nominations.models import Question, Upload
from nominations.states import QuestionKind

from .own import FileDoor


class Pieces(FileDoor):
    """Begin, go on with, finish or cancel one upload."""

    rule = permissions.may_edit
    http_method_names = ("post",)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Do what the post says; whatever is refused is refused in a sentence."""
        form = PieceForm(self.request.POST, self.request.FILES)
        question = self.question(form.cleaned_data["question"]) if form.is_valid() else None
        if question is None:
            return JsonResponse({"refused": _("This is no piece of a file that is asked for.")}, status=400)
        try:
            return JsonResponse(self.answer(question, form.cleaned_data))
        except uploading.Ended as ended:
            return JsonResponse({"refused": str(ended.refusal)}, status=409)
        except intake.Unwelcome as unwelcome:
            return JsonResponse({"refused": str(unwelcome.refusal)}, status=422)
        except Refused as late:
            return JsonResponse({"refused": str(late.refusal)}, status=403)

    def question(self, key: str) -> Question | None:
        """Find the question among those of this form that take files."""
        pages = shape.of(self.nomination.form).for_nominator
        asked = (each for page in pages for each in page.of_kind(QuestionKind.FILE) if each.key == key)
        return next((each.question for each in asked), None)

    def answer(self, question: Question, told: dict[str, Any]) -> dict[str, Any]:
        """Go on with the upload that a token names, or say how far the file that is described has come."""
        person = self.request.user
        if told["upload"] is None:
            about = {"name": told["name"], "size": told["size"] or 0, "mark": told["mark"]}
            return self.standing(uploading.begin(self.nomination, question, by=person, **about))
        upload = self.upload(told["upload"])
        if told["cancel"]:
            uploading.cancel(upload, by=person)
            return {"cancelled": True}
        piece = told["piece"].read(uploading.PIECE_AT_MOST + 1) if told["piece"] else b""
        upload = uploading.take(upload, offset=told["offset"] or 0, piece=piece, by=person)
        if upload.is_whole:
            uploading.finish(upload, by=person)
        return self.standing(upload)

    def upload(self, token: Any) -> Upload:
        """Find an upload among this person's own of this file."""
        mine = self.nomination.uploads.filter(by_id=self.request.user.pk, public_id=token)
        found = mine.select_related("question").first()
        if found is None:
            raise uploading.Ended
        found.nomination = self.nomination
        return found

    def standing(self, upload: Upload) -> dict[str, Any]:
        """Say how far a file has come; once it is evidence, give the list that it now stands in."""
        said = {"upload": str(upload.public_id), "received": upload.received}
        upload.refresh_from_db(fields=["became"])
        return said | self.files(upload.question) if upload.became_id else said

    def files(self, question: Question) -> dict[str, Any]:
        """Give the question's files as the page lists them."""
        held = list(self.nomination.evidence.filter(question=question))
        told = {"block": {"files": held}, "nomination": self.nomination, "call": self.nomination.call}
        listed = render_to_string("nominations/parts/files_held.html", told, self.request)
        return {"files": listed, "full": len(held) >= evidence.files_at_most(question)}

    def refuse(self, refusal: Refusal) -> HttpResponseBase:
        """Say in one sentence why not, also to whom was signed out: what has arrived is kept."""
        if not self.request.user.is_authenticated:
            told = _("You are signed out. Sign in again, then choose this file once more: it goes on where it stands.")
            return JsonResponse({"refused": told}, status=401)
        if refusal.hidden or not permissions.writes(self.request.user, self.thing):
            return super().refuse(refusal)
        return JsonResponse({"refused": str(refusal)}, status=403)
