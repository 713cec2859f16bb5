"""A juror's sheet: a mark and a comment for each criterion, and the state the page was shown in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.balloting import Sheet
from scoring.models import Criterion, Rubric
from scoring.models.rubric import plain
from scoring.sheets.grades import GRADE

MARK, COMMENT = "mark-", "comment-"
LONGEST_COMMENT = 5000
LAST_VERSION = 2_147_483_647


class StateForm(forms.Form):
    """The version of the ballot that the page was shown."""

    version = forms.IntegerField(min_value=0, max_value=LAST_VERSION, widget=forms.HiddenInput)

    @property
    def state(self) -> int:
        """Give the version, once the form was read."""
        version: int = self.cleaned_data["version"]
        return version


class CastForm(StateForm):
    """The key under which the ballot is cast once."""

    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)


class AbstainForm(StateForm):
    """Why somebody cannot judge a dossier."""

    reason = forms.CharField(
        label=_("Why can’t you judge this dossier?"),
        help_text=_("One or two sentences. The panel’s chair reads them after the round."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "class": "control"}),
    )


class SheetForm(StateForm):
    """Marks and comments; a page that leaves a criterion out says nothing of it."""

    def __init__(self, *args: Any, rubric: Rubric, criteria: list[Criterion], **kwargs: Any) -> None:
        """Ask for each criterion of the rubric, on its scale."""
        super().__init__(*args, **kwargs)
        marks = [(plain(mark), plain(mark)) for mark in rubric.marks]
        for criterion in criteria:
            self.fields[f"{MARK}{criterion.key}"] = forms.TypedChoiceField(
                label=str(criterion.name),
                choices=marks,
                coerce=Decimal,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a mark from the scale.")},
            )
            self.fields[f"{COMMENT}{criterion.key}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.name},
                max_length=LONGEST_COMMENT,
                required=False,
                widget=forms.Textarea({"rows": 3, "class": "control"}),
            )


class GradeForm(StateForm):
    """A grade and a comment, named as marks are: a page that leaves one out says nothing of it."""

    def __init__(self, *args: Any, words: Mapping[str, object], **kwargs: Any) -> None:
        """Ask for one of the grades."""
        super().__init__(*args, **kwargs)
        self.fields[f"{MARK}{GRADE}"] = forms.TypedChoiceField(
            choices=[(key, str(word)) for key, word in words.items()],
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of the grades.")},
        )
        self.fields[f"{COMMENT}{GRADE}"] = forms.CharField(max_length=LONGEST_COMMENT, required=False)


def sheet_of(form: StateForm) -> Sheet:
    """Read what was sent: only what the page spoke of."""
    marks = {name.removeprefix(MARK): value for name, value in spoken_of(form, MARK).items()}
    comments = {name.removeprefix(COMMENT): value for name, value in spoken_of(form, COMMENT).items()}
    return Sheet(marks, comments)


def spoken_of(form: StateForm, beginning: str) -> Mapping[str, Any]:
    """Keep the cleaned fields that were in the post."""
    return {
        name: value for name, value in form.cleaned_data.items() if name.startswith(beginning) and name in form.data
    }
