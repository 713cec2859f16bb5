"""What one asks of a copy of the ballots: another method, and a juror left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.methods.counting import applicable
from scoring.room.jurors import Juror, Jurors
from scoring.room.told import Told
from scoring.states import Method


class WhatIfForm(forms.Form):
    """Another method, and a juror left out; both are questions, so they stand in the address."""

    method = forms.ChoiceField(label=_("Count by"), widget=forms.Select({"class": "control"}))
    without = forms.ChoiceField(label=_("Leave out"), required=False, widget=forms.Select({"class": "control"}))

    def __init__(self, *args: Any, told: Told, jurors: Jurors, **kwargs: Any) -> None:
        """Offer the methods that can count such ballots, and the jurors as the reader knows them."""
        super().__init__(*args, **kwargs)
        self.jurors = jurors
        names = [(name, Method(name).label) for name in applicable(told.rules.level)]
        self.fields["method"].choices = names  # type: ignore[attr-defined]
        self.fields["method"].initial = told.rules.method
        everybody = [("", _("nobody")), *((str(each.number), each.who) for each in jurors.lines)]
        self.fields["without"].choices = everybody  # type: ignore[attr-defined]

    @property
    def left_out(self) -> Juror | None:
        """Give the juror who is left out."""
        wanted = self.cleaned_data["without"]
        return self.jurors.by_number(int(wanted)) if wanted else None
