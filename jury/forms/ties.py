"""A juror's answers for ties: one line a nominee, one answer a line, and a few words where there is a tie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from jury.asked import Line
from jury.conflicts import Answer
from jury.states import Tie
from nominations.models import Dossier

#: What the page offers, in plain words.
CHOICES = [
    (Tie.NONE.value, _("No tie")),
    (Tie.PROFESSIONAL.value, _("Work")),
    (Tie.PERSONAL.value, _("Family or friend")),
    (Tie.FINANCIAL.value, _("Money")),
    (Tie.OTHER.value, _("Other")),
]


@dataclass(frozen=True, slots=True)
class Row:
    """One nominee on the page: the line, and its two fields where it still takes an answer."""

    line: Line
    tie: BoundField | None
    word: BoundField | None

    @property
    def value(self) -> str:
        """Give the answer that is ticked."""
        return str(self.tie.value() or "") if self.tie else ""


class TiesForm(forms.Form):
    """All lines of one page; a line left alone stays unanswered."""

    def __init__(self, lines: list[Line], *args: Any, **kwargs: Any) -> None:
        """Ask about every nominee who is not set aside already."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if not line.shut:
                self.ask(line)

    def ask(self, line: Line) -> None:
        """Ask about one nominee."""
        name, said = line.dossier.nominee.name, line.known
        key = line.dossier.public_id.hex
        tie = forms.ChoiceField(label=name, choices=CHOICES, required=False, initial=said.tie if said else "")
        tie.widget = forms.RadioSelect(choices=CHOICES)
        word = forms.CharField(
            label=name, max_length=1000, required=False, widget=forms.TextInput({"class": "control"})
        )
        self.fields[f"tie-{key}"], self.fields[f"word-{key}"] = tie, word

    def rows(self) -> Iterator[Row]:
        """Give the lines with their fields, in order."""
        for line in self.lines:
            key = line.dossier.public_id.hex
            asked = f"tie-{key}" in self.fields
            yield Row(line, self[f"tie-{key}"] if asked else None, self[f"word-{key}"] if asked else None)

    def clean(self) -> dict[str, Any]:
        """Ask for words where the tie is another one."""
        given = super().clean() or {}
        for name, tie in list(given.items()):
            word = name.replace("tie-", "word-", 1)
            if name.startswith("tie-") and tie == Tie.OTHER and not given.get(word):
                self.add_error(word, _("Say in a few words what the tie is."))
        return given

    def answers(self) -> dict[Dossier, Answer]:
        """Give what was answered, line by line."""
        given = self.cleaned_data
        keyed = {line.dossier.public_id.hex: line.dossier for line in self.lines}
        return {
            dossier: Answer(given[f"tie-{key}"], given.get(f"word-{key}", ""))
            for key, dossier in keyed.items()
            if given.get(f"tie-{key}")
        }
