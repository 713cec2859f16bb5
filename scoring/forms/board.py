"""What the board and the Secretary General are asked for: a vote, a moment, a reason to hold."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards_site.formfields import LocalDateField
from scoring.states import Vote

from .ballot import StateForm

TO_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


class VoteForm(forms.Form):
    """One vote, with the reason where it is a no."""

    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    vote = forms.ChoiceField(label=_("Your vote"), choices=Vote.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where you vote against or refer back. The panel reads it."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4, "class": "control"}),
    )


class MomentForm(StateForm):
    """A day and an hour in the forum's zone."""

    day = LocalDateField(label=_("Day"))
    hour = forms.CharField(
        label=_("Hour"),
        help_text=_("As 18:30, on the forum’s clock."),
        max_length=10,
        widget=forms.TextInput({"class": "control control-short", "inputmode": "numeric", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, zone: zoneinfo.ZoneInfo, **kwargs: Any) -> None:
        """Know the zone in which the moment is said."""
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_hour(self) -> dt.time:
        """Read the hour, in any digits."""
        hour: dt.time = _read(self.cleaned_data["hour"], dt.time.fromisoformat, _("Write the hour as 18:30."))
        return hour

    @property
    def moment(self) -> dt.datetime:
        """Give the instant."""
        hour: dt.time = self.cleaned_data["hour"].replace(tzinfo=None)
        return dt.datetime.combine(self.cleaned_data["day"], hour, self.zone)


class HoldForm(StateForm):
    """Why the announcement is held."""

    reason = forms.CharField(
        label=_("Why is it held?"), max_length=500, widget=forms.Textarea({"rows": 2, "class": "control"})
    )


def _read(text: str, reading: Any, sentence: Any) -> Any:
    try:
        return reading(text.strip().translate(TO_LATIN))
    except ValueError as fault:
        raise forms.ValidationError(sentence) from fault
