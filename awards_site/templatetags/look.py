"""What components need: drawings, the faults of a form, names of languages. Load it by {% load look %}."""

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from awards_site import kinds
from awards_site.boundfields import Fault, faults
from awards_site.hasty import BOX, MOMENT, moment_for

register = template.Library()
DRAWINGS = Path(__file__).parents[1] / "static" / "awards_site" / "img"


@cache
def drawings() -> dict[str, SafeString]:
    """Read the drawings that ship with the site, by name."""
    read = {file.stem: file.read_text(encoding="utf-8").strip() for file in DRAWINGS.glob("*.svg")}
    return {name: mark_safe(svg) for name, svg in read.items()}  # noqa: S308 - files of this repository alone


@register.simple_tag
def drawing(name: str) -> SafeString:
    """Put a drawing into the page, so that it takes the colour of its place and costs no request."""
    known = drawings()
    return known.get(name, known["mark"])


@register.filter
def as_faults(source: Any) -> list[Fault]:
    """List what is to be changed in a form, a formset, or a list of them."""
    return list(faults(source))


@register.filter
def letter_title(name: str) -> str:
    """Say what a letter is called, for people."""
    return kinds.title_of(name)


@register.inclusion_tag("components/quiet.html", takes_context=True)
def quiet(context: template.Context) -> dict[str, str]:
    """Put into a form what tells machines from people; see `awards_site.hasty`."""
    return {"box": BOX, "moment": MOMENT, "opened": moment_for(context.get("request"))}
