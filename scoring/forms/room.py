"""What the results room and the opening of a round ask for: a reason, and an order of those who are tied."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """A reason that goes on record, where one is needed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3, "class": "control"})
    )


class AsideForm(ReasonForm):
    """A reason without which nothing goes on record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for it."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].is_asked = True  # type: ignore[attr-defined]  # read by the template


class CorrectionForm(forms.Form):
    """Why a round has to be counted again."""

    why = forms.CharField(
        label=_("Why the round has to be counted again"),
        help_text=_("It goes on record, and stands beside both counts. Name dossiers by their numbers, and no juror."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "class": "control"}),
    )


class TieForm(forms.Form):
    """The order in which the chair puts tied dossiers, and why."""

    reason = forms.CharField(
        label=_("Reason of the decision"),
        help_text=_("It goes on record with the result."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "class": "control"}),
    )

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        """Ask for a place for each."""
        super().__init__(*args, **kwargs)
        self.codes = list(codes)
        places = [(number, number) for number in range(1, len(self.codes) + 1)]
        for number, code in enumerate(self.codes, 1):
            self.fields[f"place-{code}"] = forms.TypedChoiceField(
                label=code, choices=places, coerce=int, initial=number, widget=forms.Select({"class": "control"})
            )
        self.order_fields([*(f"place-{code}" for code in self.codes), "reason"])

    def clean(self) -> dict[str, Any]:
        """See that every place is given once."""
        cleaned = super().clean() or self.cleaned_data
        places = [cleaned.get(f"place-{code}") for code in self.codes]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError(_("Give each dossier a place of its own."))
        return cleaned

    @property
    def order(self) -> list[str]:
        """Give the codes, best first."""
        return sorted(self.codes, key=lambda code: self.cleaned_data[f"place-{code}"])
