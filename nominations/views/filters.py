"""The filters that an officer keeps: the queue as it was left is given a name here; others are renamed and deleted."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import keeping, permissions, sifting
from nominations.forms.desk import KeepForm, NameForm, QueueForm
from nominations.models import Call, SavedFilter

from .queue import CallDoor


class Filters(CallDoor):
    """One's own filters, and the choice of files that is to be kept."""

    rule = permissions.may_keep_filters
    template_name = "nominations/filters.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each filter with its name in a box, and in words what is to be kept."""
        sieve = QueueForm(self.request.GET).wanted()
        sifted = sifting.Sifting(self.thing, self.request.user)
        counted = sifted.counted(list(keeping.kept_by(self.request.user, self.thing)))
        told = {
            "form": kwargs.get("form") or KeepForm(),
            "chosen": in_words(sieve),
            "query": sieve.query,
            "saved": [(saved, each, number, in_words(each), name_of(saved)) for saved, each, number in counted],
            "most": keeping.FILTERS_AT_MOST,
        }
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Keep, rename or delete one, or say what is missing."""
        do, _colon, which = request.POST.get("do", "").partition(":")
        form = NameForm(request.POST) if do == "rename" else KeepForm(request.POST)
        if do == "delete":
            keeping.forget(self.own(which), by=request.user)
            messages.success(request, _("The filter is deleted."))
        elif not form.is_valid() or not self.was_kept(form, which if do == "rename" else ""):
            shown = {"faulty": form} if do == "rename" else {"form": form}
            return self.render_to_response(self.get_context_data(**shown))
        elif do != "rename":
            messages.success(request, _("The filter is kept. It stands above the queue."))
            return redirect(f"{self.queue}?{QueueForm(request.GET).wanted().query}")
        return redirect(request.get_full_path())

    def was_kept(self, form: forms.Form, which: str) -> bool:
        """Call the stage, or put the reason why not above the form."""
        given, by = form.cleaned_data, self.request.user
        wanted = QueueForm(self.request.GET).wanted().wanted
        try:
            if which:
                keeping.rename(self.own(which), name=given["name"], by=by)
            else:
                keeping.keep(self.thing, name=given["name"], wanted=wanted, for_all=given["for_all"], by=by)
        except Refused as refused:
            form.add_error("name", str(refused.refusal))
        return not form.errors

    def own(self, which: str) -> SavedFilter:
        """Find one of one's own filters."""
        try:
            found = keeping.kept_by(self.request.user, self.thing).filter(public_id=UUID(which)).first()
        except ValueError:
            found = None
        if found is None:
            raise Http404
        return found

    @property
    def queue(self) -> str:
        """Give the address of the queue."""
        return reverse("nominations:queue", kwargs=self.thing.slugs)


def name_of(saved: SavedFilter) -> NameForm:
    """Make the form that renames a filter."""
    return NameForm(initial={"name": saved.name}, auto_id=f"id_%s_{saved.public_id}")


def in_words(sieve: sifting.Sieve) -> list[str]:
    """Say a choice of files as the form of the queue says it."""
    form = QueueForm(initial=asdict(sieve))
    form.offer([])
    said = [form[name].initial and dict(form.fields[name].widget.choices).get(form[name].initial) for name in CHOSEN]
    return [str(each) for each in (*said, sieve.q) if each]


CHOSEN = ("state", "mark", "country", "language", "age")
