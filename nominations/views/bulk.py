"""Several files of the queue decided at once: what will happen to each, the letters, then what became of each."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nominations import batches, permissions, screening, sifting
from nominations.forms.desk import QueueForm
from nominations.forms.screening import AdmitForm, DecisionForm, ExcludeForm, ReturnForm
from nominations.models import Batch, BatchLine, Call, Nomination
from nominations.states import Verdict

from .queue import CallDoor

FORMS: dict[str, type[DecisionForm]] = {
    Verdict.ELIGIBLE: AdmitForm,
    Verdict.RETURNED: ReturnForm,
    Verdict.INELIGIBLE: ExcludeForm,
}
TITLES = {
    Verdict.ELIGIBLE: gettext_lazy("Declare several files eligible"),
    Verdict.RETURNED: gettext_lazy("Return several files for correction"),
    Verdict.INELIGIBLE: gettext_lazy("Declare several files not eligible"),
}


class Several(CallDoor):
    """The files that were chosen in the queue, and one decision for all of them."""

    rule = permissions.may_decide_many
    template_name = "nominations/several.html"
    thing: Call

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Send back to the queue, where files are chosen."""
        return redirect(self.queue)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Show what will happen, or let it happen."""
        if self.verdict not in FORMS or not self.sealed:
            messages.warning(request, _("Choose files in the list first, then say what is to be done with them."))
            return redirect(self.queue)
        form = self.form(request.POST if "do" in request.POST else None)
        if not self.is_whole(form) or request.POST.get("do") != "decide":
            return self.render_to_response(self.get_context_data(form=form))
        decision, key = self.decision(form), request.POST.get("key", "")[:64] or uuid4().hex
        batch = batches.decide(self.thing, self.sealed, decision, key=key, by=request.user)
        return redirect(reverse("nominations:batch", kwargs={**self.thing.slugs, "batch": batch.public_id}))

    @property
    def verdict(self) -> str:
        """Give what is to be decided."""
        return self.request.POST.get("verdict", "")

    @property
    def queue(self) -> str:
        """Give the address of the queue as it was left."""
        query = QueueForm(self.request.GET).wanted().query
        return reverse("nominations:queue", kwargs=self.thing.slugs) + (f"?{query}" if query else "")

    @cached_property
    def sealed(self) -> dict[Nomination, str]:
        """Give the files that were chosen, at most as many as go at once, each with the version that was read."""
        sifted = sifting.Sifting(self.thing, self.request.user)
        if "all" in self.request.POST and "do" not in self.request.POST:
            return dict.fromkeys(sifted.files(QueueForm(self.request.GET).wanted())[: batches.FILES_AT_MOST], "")
        pairs = (each.partition(":") for each in self.request.POST.getlist("file")[: batches.FILES_AT_MOST])
        versions = {public_id: version for word, _colon, version in pairs if (public_id := uuid_of(word))}
        return {each: versions[each.public_id] for each in sifted.rows.filter(public_id__in=versions)}

    def form(self, data: Any) -> DecisionForm:
        """Make the form of the decision; several files are admitted for no other reason than their gates."""
        form = FORMS[self.verdict](data, gates=self.thing.gates.all())
        del form.fields["version"]
        if self.verdict == Verdict.ELIGIBLE:
            del form.fields["reason"]
        return form

    def is_whole(self, form: DecisionForm) -> bool:
        """Say whether all is there that each file needs; a day that can't be is said once, not of every file."""
        returns = form.is_valid() and self.verdict == Verdict.RETURNED
        if returns and not screening.is_in_time(self.decision(form).correct_until):
            form.add_error("correct_until", str(screening.WrongDate()))
        return form.is_valid()

    def decision(self, form: DecisionForm) -> batches.Decision:
        """Read what was typed: a correction is due at the end of the day, where the forum is."""
        given = {name: value for name, value in form.facts().items() if value}
        day = given.pop("correct_until", None)
        until = dt.datetime.combine(day, dt.time(23, 59), self.thing.cycle.zone) if day else None
        return batches.Decision(self.verdict, correct_until=until, **given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each file with what will happen to it, and the letters."""
        form, person = kwargs["form"], self.request.user
        decision = self.decision(form)
        looked = batches.chosen(self.thing, self.sealed, decision, by=person)
        can = [each for each in looked if not each.fault]
        told = {
            "title": TITLES[Verdict(self.verdict)],
            "verdict": self.verdict,
            "can": can,
            "cannot": [each for each in looked if each.fault],
            "letters": batches.letters_of(can, decision, by=person),
            "key": self.request.POST.get("key") or uuid4().hex,
            "most": batches.FILES_AT_MOST,
            "is_full": len(looked) == batches.FILES_AT_MOST,
            "back": self.queue,
        }
        return super().get_context_data(**kwargs) | told


def uuid_of(word: str) -> UUID | None:
    """Read a file's name in an address, or nothing where it is none."""
    try:
        return UUID(word)
    except ValueError:
        return None


class Done(CallDoor):
    """What became of each file that was decided on with others."""

    rule = permissions.may_read_queue
    template_name = "nominations/batch.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the files that were decided on, and those that were not with the reason."""
        batch = Batch.objects.filter(call=self.thing, public_id=self.kwargs["batch"]).select_related("by").first()
        if batch is None:
            raise Http404
        seen = Nomination.objects.visible_to(self.request.user)
        rows = BatchLine.objects.filter(batch=batch, nomination__in=seen).select_related(
            "nomination__dossier__nominee"
        )
        lines = list(rows)
        told = {
            "batch": batch,
            "done": [each for each in lines if not each.fault],
            "failed": [each for each in lines if each.fault],
        }
        return super().get_context_data(**kwargs) | told
