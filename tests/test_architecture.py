"""The law of the house: layers, lengths, names, templates, states. Each test names what to mend and where."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps as django_apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
APPS = ("awards_site", "nominations", "jury", "scoring")
FORBIDDEN_NAMES = {"common", "utils", "helpers", "core", "base"}
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 250, 400, 40
MEDIAN_FILE, MEDIAN_FUNCTION = 80, 7
INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>{%]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def product_files() -> list[Path]:
    files = (file for app in APPS for file in (ROOT / app).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


def files_of_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def length(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(file)}:{node.lineno} {node.name}", body_length(node)


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if len(node.body) > 1 and is_docstring(node.body[0]) else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_the_import_law_holds():
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_product_file_is_too_long():
    assert [f"{named(file)}: {length(file)}" for file in product_files() if length(file) > LONGEST_FILE] == []


def test_no_test_file_is_too_long():
    assert [f"{named(file)}: {length(file)}" for file in files_of_tests() if length(file) > LONGEST_TEST] == []


def test_files_are_short_as_a_rule():
    assert statistics.median(length(file) for file in product_files() if length(file)) <= MEDIAN_FILE


def test_no_function_is_too_long():
    long = [f"{name}: {lines}" for file in product_files() for name, lines in functions(file)
            if lines > LONGEST_FUNCTION]  # fmt: skip
    assert long == []


def test_functions_are_short_as_a_rule():
    assert statistics.median(lines for file in product_files() for _, lines in functions(file)) <= MEDIAN_FUNCTION


def test_no_file_has_a_name_that_says_nothing():
    assert [named(file) for file in product_files() if file.stem in FORBIDDEN_NAMES] == []


def test_every_module_says_what_it_is_for():
    silent = [file for file in product_files() if file.name != "__init__.py" and file.read_text(encoding="utf-8")]
    assert [named(file) for file in silent if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))] == []


def imports(file: Path) -> Iterator[tuple[int, str, int]]:
    """Give the modules a file imports, each with its line and how deep it stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name, node.col_offset) for name in names)
            case ast.ImportFrom(module=str(module)):
                yield node.lineno, module, node.col_offset


def test_the_product_imports_nothing_from_the_tests():
    found = [f"{named(file)}:{line}" for file in product_files() for line, module, _ in imports(file)
             if module.split(".")[0] == "tests"]  # fmt: skip
    assert found == []


def test_nothing_is_imported_inside_a_function():
    found = [f"{named(file)}:{line} {module}" for file in product_files() for line, module, depth in imports(file)
             if depth]  # fmt: skip
    assert found == []


def test_the_house_has_one_clock():
    asks = re.compile(r"timezone\.now\(|datetime\.now\(|datetime\.utcnow\(|date\.today\(|\bNow\(\)")
    others = [file for file in product_files() if file.name != "clock.py"]
    assert [named(file) for file in others if asks.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has_anything_inline(what):
    pages = [file for file in templates() if "letters" not in file.relative_to(ROOT / "templates").parts[:1]]
    assert [named(file) for file in pages if INLINE[what].search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("what", "page"),
    [
        ("an inline script", "<script>go()</script>"),
        ("a style element", "<style>p {}</style>"),
        ("a style attribute", '<p style="color: red">'),
        ("an event attribute", '<button class="btn" onclick="go()">'),
        ("a javascript address", '<a href="javascript:go()">'),
    ],
)
def test_what_stands_inline_would_be_seen(what, page):
    assert INLINE[what].search(page)


def test_every_component_opens_with_its_contract():
    components = [file for file in templates() if "components" in file.parts]
    silent = [named(file) for file in components if not file.read_text(encoding="utf-8").startswith("{#")]
    assert components
    assert silent == []


def test_templates_are_short_as_a_rule():
    assert statistics.median(length(file) for file in templates()) <= 30


def moves(app: str) -> Iterator[tuple[str, dict[str, frozenset[str]], list[type[models.TextChoices]]]]:
    states = import_module(f"{app}.states")
    kinds = [kind for kind in vars(states).values() if isinstance(kind, type) and issubclass(kind, models.TextChoices)]
    for name, table in vars(states).items():
        if name.endswith("MOVES") and isinstance(table, dict):
            yield f"{app}.states.{name}", table, kinds


@pytest.mark.parametrize("app", APPS)
def test_every_table_of_moves_is_total(app):
    for name, table, kinds in moves(app):
        owners = [kind for kind in kinds if set(table) == set(kind.values)]
        assert owners, f"{name}: its states are those of no status of {app}.states"
        targets = set().union(*table.values())
        known = any(targets <= set(kind.values) for kind in kinds)
        assert known, f"{name}: moves to {sorted(targets)}, which are the states of nothing"


def statuses() -> Iterator[tuple[str, set[str]]]:
    """Give every column that says where a thing stands, with its states."""
    for model in django_apps.get_models():
        for column in model._meta.get_fields():
            if model._meta.app_label in APPS and column.name == "status":
                yield f"{model._meta.label}.status", {value for value, _ in column.choices}


def test_every_status_has_its_table_of_moves():
    tables = [set(table) for app in APPS for _, table, _ in moves(app)]
    found = dict(statuses())
    assert found
    assert [name for name, states in found.items() if states not in tables] == []
