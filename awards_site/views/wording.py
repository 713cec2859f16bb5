"""The words of the letters: which there are, one to be worded anew, one version to be read and confirmed."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from awards_site import kinds, lettertext, mail, rewording
from awards_site.doors import Door
from awards_site.kinds import Kind
from awards_site.letterforms import WordingForm
from awards_site.models import LetterHold, LetterWords
from awards_site.permissions import may_confirm_words, may_edit_words, may_withdraw_words
from awards_site.rules import Refused
from awards_site.states import WordsStatus

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Kinds(Door):
    """All letters, and whose words each has in each language."""

    rule = may_edit_words
    template_name = "awards_site/kinds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read all versions at once: there are few."""
        held: dict[tuple[str, str], dict[str, LetterWords]] = {}
        for words in LetterWords.objects.defer("body").exclude(status=WordsStatus.WITHDRAWN).order_by("number"):
            held.setdefault((words.name, words.language), {})[words.status] = words
        holds = set(LetterHold.objects.filter(released_at=None).exclude(name="").values_list("name", flat=True))
        rows = [
            (kind, [(code, held.get((kind.name, code), {})) for code in LANGUAGES], kind.name in holds)
            for kind in kinds.every()
        ]
        return super().get_context_data(**kwargs) | {"rows": rows}


class WordsDoor(Door):
    """A door to one letter in one language."""

    rule = may_edit_words
    thing: Any

    def find(self) -> Any:
        """Find the letter."""
        kind = kinds.by_slug(self.kwargs["wording"])
        if kind is None or self.language not in LANGUAGES:
            raise Http404
        return kind

    @property
    def language(self) -> str:
        """Give the language of the words."""
        return str(self.kwargs["language"])

    @property
    def kind(self) -> Kind:
        """Give the letter."""
        found = kinds.by_slug(self.kwargs["wording"])
        assert found is not None  # noqa: S101 - the door has found it
        return found

    def to_version(self, number: int) -> HttpResponse:
        """Lead to a version."""
        return redirect("letter_version", wording=self.kind.slug, language=self.language, number=number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give letter and language."""
        info = get_language_info(self.language)
        told = {"kind": self.kind, "language": self.language, "direction": "rtl" if info["bidi"] else "ltr"}
        return super().get_context_data(**kwargs) | told | {"language_name": info["name_translated"]}


class WordsPage(WordsDoor):
    """One letter in one language, to be worded."""

    template_name = "awards_site/words.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the words in use to write on, every placeholder with an example, and all versions."""
        told = super().get_context_data(**kwargs)
        rows = LetterWords.objects.filter(name=self.kind.name, language=self.language)
        versions = list(rows.select_related("proposed_by", "settled_by"))
        with override(self.language):
            now = lettertext.in_use(self.kind, self.language)
            values = self.kind.values({**self.kind.sample, **mail.of_the_house()})
        told["form"] = kwargs.get("form") or self.form(
            initial={"subject": now.subject, "body": now.body, "seen": versions[0].number if versions else 0}
        )
        told["places"] = [(place, values[place.name]) for place in self.kind.places.values()]
        return told | {"versions": versions, "now": now, "may_propose": True}

    def form(self, **given: Any) -> WordingForm:
        """Make the form, in the direction of the letter."""
        direction = "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        return WordingForm(language=self.language, direction=direction, **given)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Propose the words, or say what to mend with all that was typed."""
        form = self.form(data=request.POST)
        made = self.proposed(form) if form.is_valid() else None
        if made is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("The words are proposed. Look at them once more: a second person confirms them."))
        return self.to_version(made.number)

    def proposed(self, form: WordingForm) -> LetterWords | None:
        """Call the stage, or put each fault beside its field."""
        try:
            return rewording.propose(self.kind, self.language, by=self.request.user, **form.cleaned_data)
        except rewording.Unfit as unfit:
            for field, fault in unfit.faults:
                form.add_error(field, fault)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        return None


class ShippedAgain(WordsDoor):
    """Propose that the shipped words hold again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Propose it."""
        seen = rewording.newest(self.kind, self.language)
        made = rewording.propose_shipped(self.kind, self.language, by=request.user, seen=seen)
        messages.success(request, _("It is proposed. A second person confirms it."))
        return self.to_version(made.number)


class Version(WordsDoor):
    """One version as it would be read, with example values: subject, page and text."""

    template_name = "awards_site/version.html"

    def find(self) -> Any:
        """Find the version; 0 is what ships."""
        kind = super().find()
        if self.kwargs["number"] == 0:
            return LetterWords(name=kind.name, language=self.language, number=0, status=WordsStatus.CONFIRMED)
        rows = LetterWords.objects.select_related("proposed_by", "settled_by")
        return get_object_or_404(rows, name=kind.name, language=self.language, number=self.kwargs["number"])

    @property
    def shown(self) -> dict[str, Any]:
        """Give the letter with example values."""
        row: LetterWords = self.thing
        with override(self.language):
            shipped = lettertext.shipped(self.kind)
        own = lettertext.Words(row.subject, row.body, row.number)
        return mail.example(self.kind, self.language, own if row.body else shipped)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show it, and say what may be done."""
        row, person = self.thing, self.request.user
        waits = row.status == WordsStatus.PROPOSED
        return super().get_context_data(**kwargs) | {
            "words": row,
            "shown": self.shown,
            "waits": waits,
            "may_confirm": waits and may_confirm_words(person, row),
            "may_withdraw": waits and may_withdraw_words(person, row),
        }


@method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}), name="dispatch")
class Look(Version):
    """A version as mail programs show it: the letter's own page, which brings its own look."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Answer with the letter alone."""
        return HttpResponse(self.shown["html"])


class Settle(Version):
    """Confirm proposed words, or take them back."""

    http_method_names = ("post",)

    def settle(self) -> str:
        """Do it, and say that it is done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            messages.success(request, self.settle())
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return self.to_version(self.thing.number)


class ConfirmWords(Settle):
    """Let proposed words hold, as the second person."""

    rule = may_confirm_words

    def settle(self) -> str:
        """Confirm them."""
        rewording.confirm(self.thing, by=self.request.user)
        return _("The words hold for all letters written from now on.")


class WithdrawWords(Settle):
    """Take proposed words back."""

    rule = may_withdraw_words

    def settle(self) -> str:
        """Take them back."""
        rewording.withdraw(self.thing, by=self.request.user)
        return _("The proposal is taken back. It stays on record.")
