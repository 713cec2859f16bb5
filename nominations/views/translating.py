"""One long answer and its translation, side by side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nominations import permissions, reading, translated, translating
from nominations.forms.desk import TranslationForm
from nominations.reading import Audience, Line
from nominations.states import FilledBy

from .file_door import ScreenDoor


class Translate(ScreenDoor):
    """Translate one long answer."""

    rule = permissions.may_translate
    template_name = "nominations/translate.html"
    line: Line

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:  # noqa: ARG002 - the door's signature
        """Find the answer among those that hold no address of anybody."""
        added = self.thing.dossier.consent.answers if self.thing.dossier else {}
        parts = reading.parts(self.layout, self.thing.answers, Audience.AUDITOR)
        parts += reading.parts(self.layout, added, Audience.AUDITOR, filled_by=FilledBy.NOMINEE)
        found = translated.at(translated.beside(parts, self.thing.translations.all()), self.kwargs["path"])
        if found is None:
            raise Http404
        self.line = found
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the answer, and its translation to be made better."""
        form = kwargs.get("form") or TranslationForm(initial=self.initial())
        return super().get_context_data(**kwargs) | {"line": self.line, "form": form}

    def initial(self) -> dict[str, Any]:
        """Begin with the translation that stands, or with the languages that are likely."""
        known = self.line.translation
        if known is None:
            return {"of_language": self.thing.language, "language": get_language()}
        return {"of_language": known.of_language, "language": known.language, "text": known.text}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Keep it."""
        form = TranslationForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        translating.translate(self.thing, self.line, by=request.user, **form.cleaned_data)
        messages.success(request, _("The translation is kept. The jury reads it beside the original."))
        return redirect(f"{self.page}{self.trail}")
