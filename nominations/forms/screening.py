"""What officers fill in: words to look for, notes on gates, decisions with rule, reason and date."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.formfields import LocalDateField
from awards_site.templatetags.local import localdigits
from nominations.models import Gate, GateFinding
from nominations.screening import BY_THE_NOMINEE, NOTE_AT_MOST, Finding
from nominations.states import GateState

REASON_AT_MOST = 4_000
TWO_WEEKS = dt.timedelta(days=14)
ANSWERS = ((GateState.MET, _("Met")), (GateState.NOT_MET, _("Not met")), (GateState.ASK, _("Ask")))


def said(gate: Gate) -> str:
    """Say a rule with its number in the reader's digits."""
    return f"{localdigits(gate.number)} {gate.text}"


class NotesForm(forms.Form):
    """What was found at each gate that an officer notes."""

    version = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, gates: Iterable[Gate], known: Iterable[GateFinding], version: str) -> None:
        """Ask at each gate, showing what is noted."""
        self.gates = [gate for gate in gates if gate.key not in BY_THE_NOMINEE]
        found = {each.gate_id: each for each in known}
        super().__init__(data, initial={"version": version}, use_required_attribute=False)
        for gate in self.gates:
            finding = found.get(gate.pk)
            self.fields[f"state-{gate.key}"] = forms.ChoiceField(
                choices=ANSWERS,
                required=False,
                label=said(gate),
                initial=finding.state if finding else "",
                widget=forms.RadioSelect(),
            )
            self.fields[f"note-{gate.key}"] = forms.CharField(
                label=_("Your note"),
                max_length=NOTE_AT_MOST,
                required=False,
                initial=finding.note if finding else "",
                widget=forms.TextInput({"dir": "auto"}),
            )

    def findings(self) -> list[Finding]:
        """Give what was chosen."""
        given = self.cleaned_data
        pairs = ((gate, given.get(f"state-{gate.key}"), given.get(f"note-{gate.key}", "")) for gate in self.gates)
        return [Finding(gate, state, note) for gate, state, note in pairs if state]


class DecisionForm(forms.Form):
    """A decision on a file, with the version it was read at."""

    version = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_AT_MOST,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        error_messages={"required": _("Write the reason. It stays on record.")},
    )

    def __init__(self, *args: Any, gates: Iterable[Gate] = (), **kwargs: Any) -> None:
        """Know the rules of the call."""
        super().__init__(*args, **kwargs)
        self.gates = {gate.key: gate for gate in gates}

    def facts(self) -> dict[str, Any]:
        """Give what the stage and the letter need, as far as it was filled in."""
        given = getattr(self, "cleaned_data", {})
        return {"reason": given.get("reason", "")}


class AdmitForm(DecisionForm):
    """Eligible; a reason only where a gate is still open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Need no reason by itself: the stage says where one is missing."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Reason, if a gate is open")
        self.fields["reason"].help_text = _("For the record. The nominator does not read it.")


class ReturnForm(DecisionForm):
    """Returned for correction, until a day."""

    correct_until = LocalDateField(label=_("Corrected by the end of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer two weeks."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What is to be corrected")
        self.fields["reason"].help_text = _("The nominator reads this, word for word.")
        self.fields["correct_until"].initial = (clock.now() + TWO_WEEKS).date()

    def facts(self) -> dict[str, Any]:
        """Add the day."""
        return {**super().facts(), "correct_until": getattr(self, "cleaned_data", {}).get("correct_until")}


class ExcludeForm(DecisionForm):
    """Not eligible, by a rule."""

    rule = forms.ChoiceField(
        label=_("Which rule is not met?"),
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Choose the rule. Every exclusion names one."),
            "invalid_choice": _("Choose one of the rules of this call."),
        },
    )
    field_order = ("version", "rule", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the rules of the call."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The nominator reads this, word for word, with your name.")
        self.fields["rule"].choices = [(key, said(gate)) for key, gate in self.gates.items()]  # type: ignore[attr-defined]  # a choice field

    def facts(self) -> dict[str, Any]:
        """Add the rule."""
        return {**super().facts(), "rule": self.gates.get(getattr(self, "cleaned_data", {}).get("rule", ""))}


class PairForm(forms.Form):
    """Why two files are one person's, or two people's."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays on record with your name; the auditor reads it."),
        max_length=REASON_AT_MOST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write the reason. It stays on record.")},
    )


class WaiveForm(DecisionForm):
    """A consent waived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say who reads the reason."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why is the consent waived?")
        self.fields["reason"].help_text = _("It stays on record with your name; the auditor reads it.")
