"""The first and the last step: the rules one by one, and the declaration under everything."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.boundfields import after_label
from awards_site.templatetags.local import localdigits
from nominations.models import Gate

ANSWERS = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


class GatesForm(forms.Form):
    """Each rule as a question with yes and no."""

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        gates: tuple[Gate, ...],
        given: Mapping[str, str],
        **_told: Any,
    ) -> None:
        """Ask the rules of a call, showing what was answered before."""
        initial = {gate.key: given.get(gate.key, "") for gate in gates}
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.gates = gates
        for gate in gates:
            self.fields[gate.key] = forms.ChoiceField(
                choices=ANSWERS,
                widget=forms.RadioSelect(),
                label=str(gate.text),
                help_text=_("Rule %(number)s. %(help)s") % {"number": localdigits(gate.number), "help": gate.help},
                error_messages={"required": _("Answer yes or no."), "invalid_choice": _("Answer yes or no.")},
            )

    def shut(self) -> list[Gate]:
        """Give the rules that are answered with no."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return [gate for gate in self.gates if given.get(gate.key) == "no"]

    def faults_said(self) -> list[tuple[str, str]]:
        """Give what to change, each with the place that it leads to."""
        said = ((name, each) for name in self.errors for each in self.errors[name])
        return [(self[name].auto_id, after_label(str(self.fields[name].label), str(each))) for name, each in said]


class CheckForm(forms.Form):
    """The declaration, and the key that makes a double post one submission."""

    truth = forms.BooleanField(error_messages={"required": gettext_lazy("Tick the box to confirm the declaration.")})
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput())

    def __init__(self, data: MultiValueDict[str, str] | None = None, *, declaration: str = "", **told: Any) -> None:
        """Say what is declared."""
        super().__init__(data, initial=told.get("initial"), use_required_attribute=False)
        self.fields["truth"].label = declaration

    def faults_said(self) -> list[tuple[str, str]]:
        """Give what to change, each with the place that it leads to."""
        return [(self[name].id_for_label, str(each)) for name in self.errors for each in self.errors[name]]
