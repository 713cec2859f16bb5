"""Letters held back, and the letters of one act: how they go out, what failed, what may go again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import batches, holding, local, outbox
from awards_site.doors import Door
from awards_site.letterforms import HoldForm
from awards_site.logs import without_tokens
from awards_site.models import Letter, LetterHold
from awards_site.pages import page_of
from awards_site.permissions import may_hold_letters, may_read_batch, may_send_bulk_again
from awards_site.rules import Refused
from awards_site.states import LetterStatus


class Hold(Door):
    """Hold one letter, the letters of one act, or all of a name; and what is held now."""

    rule = may_hold_letters
    template_name = "awards_site/hold.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what would be held, and what is."""
        form = kwargs.get("form") or self.form_of(self.request.GET, initial=self.request.GET.dict())
        told = {
            "form": form,
            "about": self.about(form),
            "holds": list(holding.standing()),
        }
        return super().get_context_data(**kwargs) | told

    def form_of(self, given: Any, **more: Any) -> HoldForm:
        """Make the form for what the address or the form names."""
        return HoldForm(one_thing=bool(given.get("letter") or given.get("batch")), **more)

    def about(self, form: HoldForm) -> dict[str, Any]:
        """Find the letter or the act in question."""
        pk, batch = str(form["letter"].value() or ""), form["batch"].value() or ""
        letter = Letter.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < len(str(2**62)) else None
        waiting = Letter.objects.filter(batch=batch, status=LetterStatus.QUEUED) if batch else None
        return {"letter": letter, "batch": batch, "waiting": waiting.count() if waiting is not None else 0}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Hold them, or say why not with all that was typed."""
        form = self.form_of(request.POST, data=request.POST)
        if form.is_valid() and self.held(form):
            messages.success(request, _("They are held. Nothing of them goes until somebody lets them go."))
            return redirect("hold_letters")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def held(self, form: HoldForm) -> bool:
        """Call the stage, or put the reason why not above the form."""
        given = form.cleaned_data
        letter = get_object_or_404(Letter, pk=given["letter"]) if given["letter"] else None
        batch, name = "" if letter else given["batch"], given.get("name", "")
        if batch and not Letter.objects.filter(batch=batch).exists():
            raise Http404
        try:
            holding.hold(by=self.request.user, reason=given["reason"], letter=letter, batch=batch, name=name)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        return not form.errors


class Release(Door):
    """Let go what is held."""

    rule = may_hold_letters
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Let them go."""
        try:
            count = holding.release(get_object_or_404(LetterHold, pk=kwargs["pk"]), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        else:
            told = ngettext("%(shown)s letter goes on its way.", "%(shown)s letters go on their way.", count)
            messages.success(request, told % {"shown": local.number(count, request.LANGUAGE_CODE)})
        return redirect("hold_letters")


class Batch(Door):
    """The letters of one act."""

    rule = may_read_batch
    template_name = "awards_site/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count them, show one of each, and name those that failed."""
        batch = self.kwargs["act"]
        progress = batches.progress(batch)
        if not progress.total:
            raise Http404
        failed = Letter.objects.filter(batch=batch, status=LetterStatus.FAILED).defer("text", "html")
        firsts = Letter.objects.in_bulk(progress.firsts)
        shown = [firsts[pk] for pk in progress.firsts]
        return super().get_context_data(**kwargs) | {
            "batch": batch,
            "progress": progress,
            "shown": [(each, without_tokens(each.text)) for each in shown],
            "page_obj": page_of(self.request, failed),
            "holds": list(holding.standing().filter(batch=batch)),
            "may_send_again": may_send_bulk_again(self.request.user),
        }


class SendBatchAgain(Door):
    """Send all letters of an act again that could not be delivered."""

    rule = may_send_bulk_again
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Queue them."""
        count = outbox.send_batch_again(kwargs["act"], by=request.user)
        told = ngettext("%(shown)s letter is queued again.", "%(shown)s letters are queued again.", count)
        messages.success(request, told % {"shown": local.number(count, request.LANGUAGE_CODE)})
        return redirect("batch", act=kwargs["act"])
