"""What officers fill in on their desk: which files to show, under which name, a note, a decision on several files."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from nominations.queue import STATES
from nominations.sifting import AGES, MARKS, Sieve, of

NOTE_AT_MOST = 4_000
TRANSLATION_AT_MOST = 20_000
#: each under its own name
LANGUAGES_OF_THE_WORLD = sorted(
    ((code, told["name_local"]) for code, told in LANG_INFO.items() if "name_local" in told), key=lambda pair: pair[1]
)


class QueueForm(forms.Form):
    """Which files to show: what is not understood is not asked for."""

    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    mark = forms.ChoiceField(label=_("With the mark"), choices=(("", _("Any")), *MARKS), required=False)
    q = forms.CharField(
        label=_("Name, city or number"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "dir": "auto", "data-search": True}),
    )
    country = forms.CharField(label=_("Country"), max_length=2, required=False, widget=forms.Select())
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=(("", _("Any")), *settings.LANGUAGES), required=False
    )
    age = forms.ChoiceField(label=_("Came"), choices=(("", _("Any time")), *AGES), required=False)

    def offer(self, found: Iterable[str]) -> None:
        """Offer the countries that there are, and the one that is asked for."""
        codes = {*found, self.initial["country"]} - {""}
        names = sorted((str(countries.name(code) or code), code) for code in codes)
        self.fields["country"].widget.choices = [("", _("Any")), *((code, name) for name, code in names)]

    @property
    def first(self) -> list[forms.BoundField]:
        """Give the fields that are always open."""
        return [self[name] for name in ("state", "mark", "q")]

    @property
    def more(self) -> list[forms.BoundField]:
        """Give the fields that are folded away until one is used."""
        return [self[name] for name in ("country", "language", "age")]

    def wanted(self) -> Sieve:
        """Give the choice of files, as far as it makes sense."""
        self.is_valid()
        return of(getattr(self, "cleaned_data", {}))


class NameForm(forms.Form):
    """A name for a filter."""

    name = forms.CharField(
        label=_("Name of the filter"),
        max_length=60,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": _("Write a name for the filter.")},
    )


class KeepForm(NameForm):
    """A name for the view of the queue that is open, for this call or for all."""

    for_all = forms.BooleanField(label=_("Show it at all calls"), required=False)


class NoteForm(forms.Form):
    """A note on a file."""

    text = forms.CharField(
        label=_("New note"),
        help_text=_("For the secretariat and the auditor. It can’t be edited; you can strike it out."),
        max_length=NOTE_AT_MOST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write the note first.")},
    )


class AnswerForm(forms.Form):
    """Why a prepared decision is refused."""

    reason = forms.CharField(
        label=_("Reason, if you refuse it"),
        help_text=_("Whoever prepared the decision reads it. The nominator does not."),
        max_length=NOTE_AT_MOST,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class TranslationForm(forms.Form):
    """A translation of a long answer."""

    of_language = forms.ChoiceField(label=_("Language of the original"), choices=LANGUAGES_OF_THE_WORLD)
    language = forms.ChoiceField(label=_("Language of the translation"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Translation"),
        help_text=_("The secretariat, the auditor and the jury read it, marked as a translation of yours."),
        max_length=TRANSLATION_AT_MOST,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write the translation first.")},
    )
