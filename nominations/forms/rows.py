"""Questions whose answer repeats: works, initiatives. Rows are added and taken away by submit buttons."""

from collections.abc import Mapping

from nominations.shape import Asked

from .raw import Typed, as_post, cell_field, names_of, rows_field, widget_names


def how_many(asked: Asked, typed: Mapping[str, list[str]]) -> int:
    """Say how many rows to show: as many as were asked for, at least one, never more than the limit."""
    told = as_post(typed).get(rows_field(asked.key), "")
    wanted = int(told) if str(told).isascii() and str(told).isdigit() and len(str(told)) < len("1000") else 1
    return max(1, asked.limit("rows_least", 1), min(wanted, asked.limit("rows_most", 1)))


def has_content(asked: Asked, row: int, typed: Mapping[str, list[str]]) -> bool:
    """Say whether anything was written into a row."""
    fields = (
        name for column in asked.columns for name in widget_names(cell_field(asked.key, row, column.key), column.kind)
    )
    return any(text.strip() for name in fields for text in typed.get(name, []))


def add(asked: Asked, typed: Typed) -> Typed:
    """Add an empty row."""
    count = min(how_many(asked, typed) + 1, asked.limit("rows_most", 1))
    return {**typed, rows_field(asked.key): [str(count)]}


def remove(asked: Asked, number: int, typed: Typed) -> Typed:
    """Take a row away; those after it move up."""
    count = how_many(asked, typed)
    if not 0 <= number < count:
        return typed
    kept = [row for row in range(count) if row != number]
    own = set(names_of(asked))
    moved = {name: values for name, values in typed.items() if name not in own}
    for place, row in enumerate(kept):
        for column in asked.columns:
            boxes = (cell_field(asked.key, each, column.key) for each in (row, place))
            olds, news = (widget_names(name, column.kind) for name in boxes)
            moved |= {new: typed[old] for old, new in zip(olds, news, strict=True) if old in typed}
    return {**moved, rows_field(asked.key): [str(max(1, len(kept)))]}
