"""What the Secretary General is asked for: the rubric of a round, its scale and its criteria."""

import re
from decimal import Decimal
from typing import Any

from anyascii import anyascii
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.formfields import LocalDecimalField
from awards_site.textforms import LocalizedTextFormField
from scoring import sense
from scoring.models import Criterion, Rubric
from scoring.models.rubric import plain

LONGEST_KEY = 50
SCALE = {"least", "most", "step"}


class RubricForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """Name and scale of a rubric."""

    least = LocalDecimalField(label=gettext_lazy("Lowest mark"), max_digits=6, decimal_places=2)
    most = LocalDecimalField(label=gettext_lazy("Highest mark"), max_digits=6, decimal_places=2)
    step = LocalDecimalField(
        label=gettext_lazy("Step"),
        help_text=gettext_lazy("With 0.5 jurors can give halves."),
        max_digits=6,
        decimal_places=2,
    )

    class Meta:
        model = Rubric
        fields = ("name", "least", "most", "step")
        labels = {"name": gettext_lazy("Name of the rubric")}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the numbers of the scale without the zeros that their columns keep."""
        super().__init__(*args, **kwargs)
        for name in SCALE:
            self.initial[name] = shortest(self.initial[name])

    def clean(self) -> dict[str, Any]:
        """See that the scale runs from step to step."""
        given = super().clean() or self.cleaned_data
        if given.keys() >= SCALE:
            for fault in sense.faults_of_scale(Rubric(**{name: given[name] for name in SCALE})):
                self.add_error(fault.field, fault.says)
        return given


class CriterionForm(forms.Form):
    """One criterion; without a name it is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)
    name = LocalizedTextFormField(label=gettext_lazy("Criterion"), required=False)
    help = LocalizedTextFormField(label=gettext_lazy("What jurors look at"), required=False)
    weight = LocalDecimalField(
        label=gettext_lazy("Weight, of 100"), min_value=0, max_digits=6, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a weight where there is a name."""
        given = super().clean() or self.cleaned_data
        if given.get("name") and not given.get("weight") and "weight" not in self.errors:
            self.add_error("weight", _("Write how much this criterion weighs, above zero."))
        if given.get("weight") and not given.get("name"):
            self.add_error("name", _("Name this criterion, or take its weight away."))
        return given


CriteriaFormSet = forms.formset_factory(CriterionForm, extra=2, max_num=20, validate_max=True)


def criteria_in(formset: Any) -> list[Criterion]:
    """Read the criteria that have a name, in their order; each keeps its key, a new one gets its own."""
    named = [given for given in formset.cleaned_data if given.get("name")]
    taken: set[str] = set()
    made = []
    for position, given in enumerate(named):
        key = given["key"] or key_of(given["name"])
        while key in taken:
            key = f"{key[:47]}-{len(taken)}"
        taken.add(key)
        made.append(
            Criterion(key=key, name=given["name"], help=given["help"], weight=given["weight"], position=position)
        )
    return made


def rows_of(rubric: Rubric) -> list[dict[str, Any]]:
    """Give the criteria of a rubric as the form shows them."""
    rows = rubric.criteria.all()
    return [{"key": each.key, "name": each.name, "help": each.help, "weight": shortest(each.weight)} for each in rows]


def shortest(number: Decimal) -> Decimal:
    """Give a number without the zeros at its end."""
    return Decimal(plain(number))


def key_of(words: dict[str, str]) -> str:
    """Make a key of a text: Latin letters, whatever it is written in."""
    text = words.get("en") or next(iter(words.values()))
    return slugify(anyascii(text))[:LONGEST_KEY] or re.sub(r"\W+", "-", text)[:LONGEST_KEY]
