"""What the pages of the letters ask: which letters to show, why to hold some, and the words of one."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .kinds import every
from .states import LetterStatus

ANY = ("", _("all"))
LONGEST_BODY = 6_000
EMPTY = {"required": _("Write something here.")}


class DeskForm(forms.Form):
    """Which letters of the outbox to show."""

    q = forms.CharField(label=_("Address, name or subject"), max_length=100, required=False)
    status = forms.ChoiceField(label=_("Where it is"), required=False)
    name = forms.ChoiceField(label=_("Letter"), required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, calls: list[str], **kwargs: Any) -> None:
        """Offer what there is to choose from."""
        super().__init__(*args, **kwargs)
        self.offer("status", LetterStatus.choices)
        self.offer("name", [(kind.name, kind.title) for kind in every()])
        self.offer("call", [(call, call) for call in calls])
        self.offer("language", settings.LANGUAGES)

    def offer(self, field: str, choices: Any) -> None:
        """Offer all, or one of these."""
        self.fields[field].choices = [ANY, *choices]  # type: ignore[attr-defined]  # a choice field

    @property
    def asked(self) -> dict[str, str]:
        """Give what was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> bool:
        """Say whether more than words was asked for."""
        return bool(self.asked.keys() - {"q"})

    @property
    def condition(self) -> Q:
        """Give what letters must be like."""
        asked = self.asked
        words = asked.pop("q", "")
        among = Q(to__icontains=words) | Q(name__icontains=words) | Q(subject__icontains=words)
        return (among if words else Q()) & Q(**asked)


class HoldForm(forms.Form):
    """Which letters to hold, and why."""

    letter = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    batch = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = forms.ChoiceField(
        label=_("All letters of this name, also those yet to be written"),
        error_messages={"required": _("Choose which letters to hold.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The secretariat reads it beside the letters."),
        max_length=250,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": _("Write the reason. The secretariat reads it beside the letters.")},
    )

    def __init__(self, *args: Any, one_thing: bool, **kwargs: Any) -> None:
        """Ask for a name where the page is about no single letter or act."""
        super().__init__(*args, **kwargs)
        names = [("", "…"), *((kind.name, kind.title) for kind in every() if not kind.urgent)]
        if one_thing:
            del self.fields["name"]
        else:
            self.fields["name"].choices = names  # type: ignore[attr-defined]  # a choice field


class WordingForm(forms.Form):
    """The words of one letter in one language."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = forms.CharField(label=_("Subject"), max_length=200, error_messages=EMPTY)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        error_messages=EMPTY,
        help_text=_(
            "An empty line parts paragraphs. Words and a link at the end of a line of its own become a button."
        ),
    )

    def __init__(self, *args: Any, language: str, direction: str, **kwargs: Any) -> None:
        """Write in the direction of the letter."""
        super().__init__(*args, **kwargs)
        held = {"lang": language, "dir": direction}
        self.fields["subject"].widget = forms.TextInput(held)
        self.fields["body"].widget = forms.Textarea({**held, "rows": 14})
