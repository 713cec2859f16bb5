"""A result to be recounted by anybody: the sealed dossier, the file that recounts it, and the auditor's salts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from awards_site import audit
from awards_site.doors import Door
from awards_site.freshness import FreshSecondFactor
from awards_site.rules import anyone
from scoring import permissions, sealing
from scoring.models import Sealed

from .rounds import RoundDoor

VERIFIER = Path(__file__).parent.parent / "verify_result.py"


class ResultDossier(RoundDoor):
    """The result dossier of the last count, or of the one asked for, to be saved."""

    rule = permissions.may_take_result_dossier

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Hand it out, to the last byte as it was signed."""
        sealed = Sealed.objects.filter(tally__round=self.thing).order_by("tally__number")
        wanted = request.GET.get("count")
        found = sealed.last() if wanted is None else sealed.filter(tally__number__in=[*number_in(wanted)]).first()
        if found is None:
            raise Http404
        return saved(found.content, "application/json", f"{'-'.join(self.thing.slugs.values())}.json")


class VerifyResult(Door):
    """The file that recounts a dossier on anybody's machine."""

    rule = anyone

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Hand it out."""
        return saved(VERIFIER.read_text(encoding="utf-8"), "text/x-python", VERIFIER.name)


class TakeSalts(RoundDoor, FreshSecondFactor):
    """Who is who in a result dossier, for the auditor; that it was asked for goes on record."""

    rule = permissions.may_take_salts
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Write down who asked, and answer."""
        with transaction.atomic():
            told = sealing.salts_of(self.thing)
            audit.record(by=self.request.user, what="salts.taken", on=f"round:{self.thing.pk}", rows=len(told))
        response = JsonResponse(told, json_dumps_params={"indent": 2})
        response["Content-Disposition"] = f'attachment; filename="salts-{"-".join(self.thing.slugs.values())}.json"'
        return response


def number_in(text: str) -> Iterator[int]:
    """Read the number of a count."""
    if text.isascii() and text.isdigit() and len(text) < len("10000"):
        yield int(text)


def saved(content: str, kind: str, name: str) -> HttpResponse:
    """Answer with a file to be saved."""
    told = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content.encode(), content_type=f"{kind}; charset=utf-8", headers=told)
