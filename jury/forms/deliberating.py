"""What the chair writes: an outcome for each finalist, the citations, and the minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from awards_site.formfields import LocalIntegerField
from jury.deliberation import LAST_RANK, Said
from jury.models import Recommendation
from jury.states import OutcomeKind
from nominations.models import Dossier

NOT_NAMED = "none"
KINDS = [(NOT_NAMED, _("not named")), *OutcomeKind.choices]


@dataclass(frozen=True, slots=True)
class Row:
    """One finalist with the fields about them."""

    dossier: Dossier
    kind: BoundField
    rank: BoundField | None
    citations: list[BoundField]


class RecommendationForm(forms.Form):
    """The whole recommendation on one page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    minutes = forms.CharField(
        label=_("Minutes"),
        help_text=_("How the panel came to this, and every vote that was taken. The board reads it."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )

    def __init__(self, finalists: list[Dossier], draft: Recommendation | None, *args: Any, **kwargs: Any) -> None:
        """Ask about each finalist, beginning from what was written last."""
        super().__init__(*args, **kwargs)
        self.finalists = finalists
        written = {each.dossier_id: each for each in draft.outcomes.all()} if draft else {}
        self.fields["minutes"].initial = draft.minutes if draft else ""
        for dossier in finalists:
            self.ask(dossier, written.get(dossier.pk))

    def ask(self, dossier: Dossier, known: Any) -> None:
        """Ask about one finalist."""
        key = dossier.public_id.hex
        self.fields[f"kind-{key}"] = forms.ChoiceField(
            label=_("Outcome"), choices=KINDS, initial=known.kind if known else NOT_NAMED
        )
        if dossier.call.finalists_ranked:
            self.fields[f"rank-{key}"] = LocalIntegerField(
                label=_("Rank"),
                min_value=1,
                max_value=LAST_RANK,
                required=False,
                initial=known.rank if known else None,
            )
        for code, name in settings.LANGUAGES:
            self.fields[f"citation-{key}-{code}"] = forms.CharField(
                label=_("Citation in %(language)s") % {"language": name},
                required=False,
                max_length=1000,
                initial=known.citation.get(code, "") if known else "",
                widget=forms.Textarea({"rows": 3, "lang": code, "dir": "auto"}),
            )

    def rows(self) -> Iterator[Row]:
        """Give the finalists with their fields, in order."""
        for dossier in self.finalists:
            key = dossier.public_id.hex
            rank = self[f"rank-{key}"] if f"rank-{key}" in self.fields else None
            yield Row(dossier, self[f"kind-{key}"], rank, [self[f"citation-{key}-{c}"] for c, _ in settings.LANGUAGES])

    def clean(self) -> dict[str, Any]:
        """Keep no citation for somebody who is not named."""
        given = super().clean() or {}
        for dossier in self.finalists:
            key = dossier.public_id.hex
            if given.get(f"kind-{key}") == NOT_NAMED and self.citation(key):
                self.add_error(f"kind-{key}", _("Choose what this citation is for."))
        return given

    def citation(self, key: str) -> dict[str, str]:
        """Give the citation of one finalist in every language it is written in."""
        given = {code: self.cleaned_data.get(f"citation-{key}-{code}", "") for code, _ in settings.LANGUAGES}
        return {code: text for code, text in given.items() if text}

    def outcomes(self) -> dict[Dossier, Said]:
        """Give what the panel says of each finalist it names."""
        given, said = self.cleaned_data, {}
        for dossier in self.finalists:
            key = dossier.public_id.hex
            if given[f"kind-{key}"] != NOT_NAMED:
                said[dossier] = Said(given[f"kind-{key}"], given.get(f"rank-{key}"), self.citation(key))
        return said
