"""Doors that open by a link: whoever holds it is its person. A link that doesn't work gets one calm answer, always."""

from functools import partial
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from awards_site import hasty, limits
from awards_site.doors import Door
from awards_site.network import network_of
from awards_site.rules import Refusal
from nominations import consent, links, permissions, support
from nominations.forms.links import NewLinkForm
from nominations.models import Call, Consent, LetterOfSupport
from nominations.states import NominationStatus

ASKED_AT_MOST = 10
LETTERS_AT_MOST = 3
AN_HOUR, A_DAY = 3_600, 86_400
GONE = _("This link no longer works")


def call_in(kwargs: dict[str, Any]) -> Call | None:
    """Find the call of an address."""
    slugs = {"cycle__slug": kwargs["cycle"], "prize__slug": kwargs["prize"]}
    return Call.objects.whole().filter(**slugs).first()


class LinkDoor(Door):
    """A page behind a link. The token names the row and the version of its link."""

    model: type[models.Model]
    name = ""
    asks_to_sign_in = False

    def find(self) -> Any:
        """Read the token, and find its row where link and address agree with it."""
        told = links.unseal(self.kwargs["token"], self.model)
        row = self.rows().filter(pk=told.get(self.name)).first() if told else None
        if told is None or row is None or told.get("version") != row.link_version:
            return None
        return row if self.call_of(row).slugs == {name: self.kwargs[name] for name in ("cycle", "prize")} else None

    def rows(self) -> Any:
        """Say where to look, with all that the page needs."""
        raise NotImplementedError

    def call_of(self, row: Any) -> Call:
        """Give the call that a row belongs to."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the page out of caches and search engines: its address is a key."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def refuse(self, refusal: Refusal) -> HttpResponseBase:
        """Say that the link no longer works, whatever is the matter with it, and offer a new one."""
        if not refusal.hidden:
            return super().refuse(refusal)
        call = call_in(self.kwargs)
        if permissions.may_ask_for_link.refusal(self.request.user, call):
            raise Http404
        return ask_page(self.request, call, NewLinkForm(), status=404)


def ask_page(
    request: HttpRequest, call: Call | None, form: NewLinkForm, status: int = 200, refusal: Refusal | None = None
) -> HttpResponseBase:
    """Show where to ask for a new link."""
    told = {"call": call, "form": form, "title": GONE, "refusal": refusal}
    return render(request, "nominations/new_link.html", told, status=status)


class NewLink(Door):
    """Ask for a link once more: it goes to the address on file, and the answer is the same for every address."""

    rule = permissions.may_ask_for_link
    asks_to_sign_in = False

    def find(self) -> Any:
        """Find the call."""
        return call_in(self.kwargs)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Show the form."""
        return ask_page(request, self.thing, NewLinkForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Mail what belongs to the address, if anything does."""
        form = NewLinkForm(request.POST)
        if not form.is_valid():
            return ask_page(request, self.thing, form)
        sign = hasty.sign_of(request)
        if sign == hasty.Sign.FAST:
            return ask_page(request, self.thing, form, refusal=hasty.ONCE_MORE)
        limits.take("new_link", network_of(request), ASKED_AT_MOST, AN_HOUR)
        if sign is None:
            mail_links(self.thing, form.cleaned_data["email"])
        return render(request, "nominations/new_link_sent.html", {"call": self.thing})


def mail_links(call: Call, address: str) -> None:
    """Mail the links of an address in a call, as often as anybody needs and no more."""
    consents = Consent.objects.filter(dossier__call=call, dossier__nominee__email__iexact=address)
    asked = LetterOfSupport.objects.filter(nomination__call=call, email__iexact=address)
    asked = asked.exclude(nomination__status__in=(NominationStatus.WITHDRAWN, NominationStatus.INELIGIBLE))
    once = {row.dossier.merged_into_id or row.dossier_id: row for row in consents.select_related("dossier__nominee")}
    senders = [partial(consent.send_link, row) for row in once.values()]
    if permissions.LETTERS_ARE_WRITTEN & {call.phase}:
        senders += [partial(support.send_link, row) for row in asked[:LETTERS_AT_MOST]]
    try:
        for send in senders:
            limits.take("letters_of_links", address, LETTERS_AT_MOST, A_DAY)
            send()
    except limits.TooMany:
        return
