"""What a referee is asked: the letter, in words or as a PDF, and how they stand to the nominee's institution."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from awards_site.templatetags.local import localdigits
from nominations.models import LetterOfSupport
from nominations.states import Standing
from nominations.support import MEGABYTES_AT_MOST, WORDS_LEAST, WORDS_MOST

from .words import LongText

DECLARED = [(each.value, each.label) for each in (Standing.OUTSIDE, Standing.CONNECTED)]


class SupportForm(forms.Form):
    """A referee's letter, within its limits; how short is too short the stage says."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput())
    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None, *, letter: LetterOfSupport, asks_standing: bool) -> None:
        """Say the limits before anything is typed.

        :param asks_standing: whether the call wants letters from outside the nominee's institution.
        """
        initial = {name: getattr(letter, name) for name in ("text", "version", "institution", "connection")}
        initial["standing"] = "" if letter.standing == Standing.UNASKED else letter.standing
        super().__init__(data, files, initial=initial)
        has_paper = bool(letter.file or (files and files.get("paper")))
        self.fields["text"] = text_of_letter(required=not has_paper)
        self.fields["paper"] = paper_of_letter()
        if letter.file:
            self.fields["drops_paper"] = forms.BooleanField(label=_("Take my PDF away"), required=False)
        if asks_standing:
            self.ask_standing()

    def ask_standing(self) -> None:
        """Ask what the rule on letters from outside wants to know."""
        self.fields["standing"] = forms.ChoiceField(
            label=_("How do you stand to the nominee’s institution?"),
            choices=DECLARED,
            widget=forms.RadioSelect(),
            error_messages={"required": _("Say how you stand to the nominee’s institution.")},
        )
        self.fields["connection"] = forms.CharField(
            label=_("If you are connected: how?"),
            help_text=_("As an employee, a former one, a partner, kin, or in another way."),
            max_length=300,
            required=False,
            widget=forms.TextInput({"dir": "auto"}),
        )
        self.fields["institution"] = forms.CharField(
            label=_("Your own institution"),
            max_length=200,
            required=False,
            widget=forms.TextInput({"dir": "auto", "autocomplete": "organization"}),
        )

    def said(self) -> dict[str, Any]:
        """Give what the stage keeps."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"paper", "version"}}
        return {**given, "upload": self.cleaned_data.get("paper"), "version": self.cleaned_data["version"] or 0}


def text_of_letter(*, required: bool) -> LongText:
    """Ask for the letter in words; beside a PDF they are not needed."""
    said = _(
        "At least %(least)s and at most %(most)s words. How do you know the nominee, and what have you "
        "seen of this work yourself?"
    )
    return LongText(
        word_limit=WORDS_MOST,
        label=_("Your letter"),
        help_text=said % {"least": localdigits(WORDS_LEAST), "most": localdigits(WORDS_MOST)},
        required=required,
        error_messages={"required": _("Write your letter here, send it as a PDF, or decline below.")},
    )


def paper_of_letter() -> forms.FileField:
    """Ask for the letter as a PDF."""
    said = _("PDF, at most %(size)s MB. Then you need not write it above.")
    return forms.FileField(
        label=_("Or your letter as a PDF"),
        help_text=said % {"size": localdigits(MEGABYTES_AT_MOST)},
        required=False,
        max_length=200,
        allow_empty_file=True,  # that it is empty is said with its name
        widget=forms.FileInput({"accept": ".pdf"}),
    )


class SpeakForm(forms.Form):
    """In which language we write to a referee."""

    language = forms.ChoiceField(label=_("Language of our letters to you"), choices=settings.LANGUAGES)
