"""A juror's ranking: a rank and a comment for each dossier, and the state the page was shown in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.bench import Ranking
from scoring.rankings import RankSheet
from scoring.sheets.ranks import out_of_range

from .ballot import COMMENT, LONGEST_COMMENT

RANK = "rank-"


class RankingStateForm(forms.Form):
    """The versions of the ballots that the page was shown, each after the number of its dossier."""

    version = forms.RegexField(
        r"\A[^\s:]{1,40}:[0-9]{1,9}(?: [^\s:]{1,40}:[0-9]{1,9})*\Z", max_length=100_000, widget=forms.HiddenInput
    )

    @property
    def versions(self) -> dict[str, int]:
        """Give the versions, once the form was read."""
        pairs = (each.split(":") for each in self.cleaned_data["version"].split(" "))
        return {code: int(version) for code, version in pairs}


class CastRankingForm(RankingStateForm):
    """The key under which the ranking is cast once."""

    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)


class RankingForm(RankingStateForm):
    """Ranks and comments; a page that leaves a dossier out says nothing of it."""

    def __init__(self, *args: Any, ranking: Ranking, **kwargs: Any) -> None:
        """Ask for each dossier that one ranks."""
        super().__init__(*args, **kwargs)
        choices = [(str(rank), str(rank)) for rank in ranking.ranks]
        for place in ranking.places:
            self.fields[f"{RANK}{place.code}"] = forms.TypedChoiceField(
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": out_of_range(ranking.most)},
            )
            self.fields[f"{COMMENT}{place.code}"] = forms.CharField(max_length=LONGEST_COMMENT, required=False)

    def clean(self) -> None:
        """Take no dossier that is not ranked here."""
        if any(name.startswith((RANK, COMMENT)) and name not in self.fields for name in self.data):
            self.add_error(None, _("One of these dossiers is not among those you rank. Load the page again."))


def rank_sheet_of(form: RankingForm) -> RankSheet:
    """Read what was sent: only what the page spoke of."""
    return RankSheet(form.versions, spoken_of(form, RANK), spoken_of(form, COMMENT))


def spoken_of(form: RankingForm, beginning: str) -> Mapping[str, Any]:
    """Keep the cleaned fields that were in the post, by the number of the dossier."""
    return {
        name.removeprefix(beginning): value
        for name, value in form.cleaned_data.items()
        if name.startswith(beginning) and name in form.data
    }
