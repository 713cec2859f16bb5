"""What the vote on the shortlist asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ShortlistVoteForm(forms.Form):
    """Whom a juror wants to go on."""

    def __init__(self, *args: Any, codes: Sequence[str], most: int, **kwargs: Any) -> None:
        """Offer the dossiers, by their numbers; the page says who they are."""
        super().__init__(*args, **kwargs)
        self.most = most
        self.fields["dossiers"] = forms.MultipleChoiceField(
            label=_("Who goes on?"),
            choices=[(code, code) for code in codes],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_dossiers(self) -> list[str]:
        """See that no more are ticked than go on."""
        ticked: list[str] = self.cleaned_data["dossiers"]
        if len(ticked) > self.most:
            raise forms.ValidationError(_("You ticked more than go on. Take some ticks away."))
        return ticked
