"""What the Secretary General is asked for: the rules of a round in plain questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.canonical import digest
from awards_site.formfields import LocalDecimalField, LocalIntegerField
from awards_site.textforms import LocalizedTextFormField
from jury.states import RoundKind
from scoring import plainly, sense
from scoring.models import Rules
from scoring.models.rules import MOST_PLACES, SETTINGS
from scoring.states import Method, PanelSees, ShortlistRule

from .rubric import key_of

LARGEST = 9999
#: asked for by the answer to another question
BY_OTHERS = {"trim", "grades", "shortlist", "threshold", "share"}
#: asked of the first round alone
SHORTLIST = ("shortlist_rule", "shortlist", "threshold", "share", "at_the_cut")


def explained() -> list[tuple[str, str]]:
    """Name each method with the sentence that says what it does."""
    return [(method.value, plainly.explained(method)) for method in Method]


class SensibleForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """Rules that can be counted by: every fault stands at its field, in a sentence."""

    def _post_clean(self) -> None:
        """Look at the whole once every field by itself was read."""
        super()._post_clean()  # type: ignore[misc]  # Django's own step, which its types do not name
        if self.errors:
            return
        for fault in sense.faults_of(self.instance):
            self.add_error(self.place_of(fault.field), fault.says)

    def place_of(self, name: str) -> str | None:
        """Say at which field a fault stands; None: above all of them."""
        return name if name in self.fields else None


class RulesForm(SensibleForm):
    """The rules of a round, question by question; the ladder is asked for step by step."""

    method = forms.ChoiceField(
        label=gettext_lazy("How do ballots become a ranking?"), widget=forms.RadioSelect, choices=explained
    )
    trim = LocalIntegerField(
        label=gettext_lazy("How many ballots are left out at either end?"),
        help_text=gettext_lazy("With 1, the highest and the lowest ballot of each dossier do not count."),
        min_value=0,
        max_value=LARGEST,
        required=False,
    )
    grades = LocalizedTextFormField(
        label=gettext_lazy("The grades, one on a line, the best first"),
        help_text=gettext_lazy("In each language the same number of lines, in the same order."),
        required=False,
    )
    quorum = LocalIntegerField(
        label=gettext_lazy("How many ballots does a dossier need for a rank?"),
        help_text=gettext_lazy("With fewer it is listed as not ranked, and its ballots touch nobody else’s score."),
        min_value=1,
        max_value=LARGEST,
    )
    places = LocalIntegerField(
        label=gettext_lazy("To how many decimals are scores rounded before they are ranked?"),
        help_text=gettext_lazy("Left empty nothing is rounded: only exactly equal scores are a tie."),
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
    )
    shortlist = LocalIntegerField(
        label=gettext_lazy("How many go on?"), min_value=1, max_value=LARGEST, required=False
    )
    threshold = LocalDecimalField(
        label=gettext_lazy("Which score has to be reached?"), max_digits=8, decimal_places=3, required=False
    )
    share = LocalIntegerField(
        label=gettext_lazy("Which share of the ranked goes on, in per cent?"),
        help_text=gettext_lazy("A part of a dossier is rounded up to a whole one."),
        min_value=1,
        max_value=100,
        required=False,
    )
    state = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Rules
        fields = tuple(name for name in SETTINGS if name != "ladder")
        widgets = dict.fromkeys(("shortlist_rule", "at_the_cut", "panel_sees"), forms.RadioSelect)
        labels = {  # noqa: RUF012 - Django's own way
            "shortlist_rule": gettext_lazy("Who goes on to the final round?"),
            "at_the_cut": gettext_lazy("Who goes on where dossiers stand equal at the cut?"),
            "panel_sees": gettext_lazy("What do jurors see of each other’s ballots after the count?"),
            "comment_required": gettext_lazy("A comment is needed on every criterion before a ballot can be cast"),
        }

    def __init__(self, data: Any = None, *, instance: Rules) -> None:
        """Begin from what is on record."""
        written = {"grades": lines_of(instance.grades), "state": state_of(instance)}
        super().__init__(data, instance=instance, initial=written)
        if instance.round.kind != RoundKind.ASSESSMENT:
            for name in SHORTLIST:
                del self.fields[name]
        for name, choices in (("shortlist_rule", ShortlistRule), ("panel_sees", PanelSees)):
            if name in self.fields:
                self.fields[name].choices = choices.choices  # type: ignore[attr-defined]  # without an empty one
        self._ask_for_ladder(instance.ladder)
        for name in BY_OTHERS & self.fields.keys():
            self.fields[name].is_asked = True  # type: ignore[attr-defined]  # read by the template

    def _ask_for_ladder(self, ladder: Sequence[str]) -> None:
        rungs = [("", _("nothing more")), *((key, said) for key, said in plainly.RUNGS.items())]
        for number in range(len(plainly.RUNGS)):
            self.fields[f"rung-{number}"] = forms.ChoiceField(
                label=step_label(number + 1),
                choices=rungs,
                required=False,
                initial=ladder[number] if number < len(ladder) else "",
            )

    def place_of(self, name: str) -> str | None:
        """Let what is wrong with the ladder stand at its first step."""
        return super().place_of("rung-0" if name == "ladder" else name)

    @property
    def rungs(self) -> list[BoundField]:
        """Give the steps of the ladder, in their order."""
        return [self[name] for name in self.fields if name.startswith("rung-")]

    def clean_trim(self) -> int:
        """Keep what is on record where nothing is asked for."""
        return self._or_as_before("trim")

    def clean_shortlist(self) -> int:
        """Ask for a number where the rule goes by one; else keep what is on record."""
        by_number = {ShortlistRule.BEST, ShortlistRule.VOTE}
        if self.cleaned_data["shortlist"] is None and self.cleaned_data.get("shortlist_rule") in by_number:
            raise forms.ValidationError(_("Say how many go on."))
        return self._or_as_before("shortlist")

    def _or_as_before(self, name: str) -> int:
        given = self.cleaned_data[name]
        before: int = getattr(self.instance, name)
        return before if given is None else given

    def clean_grades(self) -> list[dict[str, Any]]:
        """Read one grade from each line; where nothing is written those on record stay."""
        given = self.cleaned_data["grades"]
        if not given:
            kept: list[dict[str, Any]] = self.instance.grades
            return kept
        return grades_in(given, self.instance.grades)

    def clean(self) -> dict[str, Any]:
        """Put the ladder together."""
        given = super().clean() or self.cleaned_data
        rungs = (given.get(f"rung-{number}") for number in range(len(plainly.RUNGS)))
        self.instance.ladder = [rung for rung in rungs if rung]
        return given

    @property
    def is_stale(self) -> bool:
        """Say whether the rules were changed elsewhere since this form was shown."""
        on_record = Rules.objects.select_related("rubric", "round__call").get(pk=self.instance.pk)
        return bool(self.cleaned_data["state"] != state_of(on_record))


def step_label(number: int) -> Any:
    """Name a step of the ladder by its number, in the reader's digits."""
    return lazy(lambda: _("Step %(number)s") % {"number": plainly.number(number)}, str)()


def state_of(rules: Rules) -> str:
    """Give a fingerprint of the settings as they are."""
    return digest([str(getattr(rules, name)) for name in SETTINGS])


def lines_of(grades: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Write grades one a line, in each language that all of them have."""
    languages = {language for grade in grades for language in grade["word"]}
    return {language: "\n".join(grade["word"].get(language, "") for grade in grades) for language in languages}


def grades_in(given: dict[str, str], before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Read grades from their lines; a grade keeps its key as long as its word stays.

    :raises ValidationError: where the languages differ in how many there are.
    """
    columns = {language: list(filter(None, map(str.strip, text.splitlines()))) for language, text in given.items()}
    if len({len(words) for words in columns.values()}) > 1:
        raise forms.ValidationError(_("Write as many grades in one language as in the other, one on a line."))
    rows = [dict(zip(columns, words, strict=True)) for words in zip(*columns.values(), strict=True)]
    known = {word: grade["key"] for grade in before for word in grade["word"].values()}
    return [{"key": next((known[w] for w in row.values() if w in known), key_of(row)), "word": row} for row in rows]
