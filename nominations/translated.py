"""Answers with the secretariat's translations beside them: each long answer knows its path, and what translates it.

A translation is of one text. Where the nominator changed the answer since, it is left out until somebody translates
the new one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from awards_site.canonical import digest
from nominations.models import Translation
from nominations.reading import Line, Part, Row
from nominations.states import QuestionKind

Known = Mapping[tuple[str, str], Translation]


def beside(parts: Iterable[Part], known: Iterable[Translation]) -> list[Part]:
    """Put the translations beside the answers; of several, the newest stands."""
    by_text = {(each.path, each.original): each for each in known}
    return [replace(part, lines=tuple(with_path(line, line.key, by_text) for line in part.lines)) for part in parts]


def with_path(line: Line, path: str, known: Known) -> Line:
    """Give one answer with its path and its translation; of repeating answers, each cell."""
    match line.kind:
        case QuestionKind.LONG:
            return replace(line, path=path, translation=known.get((path, fingerprint(line))))
        case QuestionKind.ROWS:
            rows = tuple(row_with_paths(row, f"{path}.{number}", known) for number, row in enumerate(line.value, 1))
            return replace(line, value=rows)
    return line


def row_with_paths(row: Row, path: str, known: Known) -> Row:
    """Give one of the repeating answers with the paths of its cells."""
    return replace(row, lines=tuple(with_path(cell, f"{path}.{cell.key}", known) for cell in row.lines))


def fingerprint(line: Line) -> str:
    """Say in short which text an answer is."""
    return digest(list(line.value))


def at(parts: Iterable[Part], path: str) -> Line | None:
    """Find the long answer of a path, or nothing."""
    return next((line for part in parts for line in long_ones(part.lines) if line.path == path), None)


def long_ones(lines: Iterable[Line]) -> Iterator[Line]:
    """Give every long answer, those in repeating rows too."""
    for line in lines:
        if line.kind == QuestionKind.ROWS:
            for row in line.value:
                yield from long_ones(row.lines)
        elif line.kind == QuestionKind.LONG:
            yield line
