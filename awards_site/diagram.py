"""The state diagram in docs/states.md, drawn from the tables of moves: the code is the truth, the picture follows."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from django.apps import apps
from django.utils import translation

HEAD = """# States and moves

Drawn from each app's `states.py` by `python manage.py draw_states`; a test holds this page equal to the code.
"""


def page() -> str:
    """Write the whole page, in English."""
    with translation.override("en"):
        parts = [part for module in state_modules() for part in sections(module)]
    return "\n".join([HEAD, *parts])


def state_modules() -> list[str]:
    """Name the apps that keep states, in the order of the flow."""
    names = [config.name for config in apps.get_app_configs()]
    return [f"{name}.states" for name in ("awards_site", "nominations", "jury", "scoring") if name in names]


def sections(module: str) -> Iterator[str]:
    """Draw every table of moves of a module."""
    states = import_module(module)
    if hasattr(states, "phase_arrows"):
        arrows = [f"    {source} --> {target}: {why}" for source, target, why in states.phase_arrows()]
        yield drawing(f"{module.partition('.')[0]}: Phases of a call", arrows)
    for name in sorted(vars(states)):
        if name.endswith("_MOVES") and name != "ACT_MOVES":
            title = name.removesuffix("_MOVES").replace("_", " ").capitalize()
            yield section(f"{module.partition('.')[0]}: {title}", getattr(states, name))


def section(title: str, moves: Mapping[str, Iterable[str]]) -> str:
    """Draw one table of moves as a diagram."""
    arrows = [f"    {source} --> {target}" for source in moves for target in sorted(moves[source])]
    lonely = [f"    {source}" for source in moves if not moves[source]]
    return drawing(title, arrows + lonely)


def drawing(title: str, lines: list[str]) -> str:
    """Put lines into a diagram under a heading."""
    return "\n".join([f"## {title}", "", "```mermaid", "stateDiagram-v2", *lines, "```", ""])
