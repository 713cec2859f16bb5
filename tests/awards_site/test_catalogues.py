"""Persian is complete at every landing: each text of code and templates has its translation, placeholders and all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
APPS = ("awards_site", "nominations", "jury", "scoring")
MARKS = {"_", "gettext", "gettext_noop", "gettext_lazy", "ngettext", "ngettext_lazy"}
MARKS_WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
STRING = r"""u?"(?:\\.|[^"\\])*"|u?'(?:\\.|[^'\\])*'"""
CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(((?:[^\"')]|{STRING})*)\)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ 0#]*[\d.]*[a-zA-Z]|\{\w*\}|%[sd]")
MEANT_AS_IT_IS = {"CSV", "XLSX", "PDF"}
NOT_PERSIAN = re.compile('[يكة"“”?]')  # Arabic letters that look Persian, and Latin quotation and question marks

CODE = re.compile("\u2066.*?\u2069")  # between the signs that keep its direction
TRANSLATED_WHOLE = re.compile(r"\{%\s*blocktrans.*?endblocktrans\w*\s*%\}|\{#.*?#\}", re.DOTALL)  # and comments
LATIN_COMMA = re.compile(r"(?:\}\}|%\}|</\w+>)[,;] ")

Text = tuple[str, str]  # its context, mostly empty, and the English


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def in_python() -> Iterator[Text]:
    calls = (node for _path, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        mark = call.func.id if isinstance(call.func, ast.Name) else ""
        if mark in MARKS | MARKS_WITH_CONTEXT:
            values = strings_of(call)
            context = values.pop(0) if mark in MARKS_WITH_CONTEXT else ""
            yield from [(context, value) for value in values[:1]]


def hidden_marks(tree: ast.AST) -> Iterator[str]:
    """Find what the extraction of texts does not see: a mark under another name, or inside an f-string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            marks = {name.asname or name.name for name in node.names if "gettext" in name.name}
            yield from sorted(marks - MARKS - MARKS_WITH_CONTEXT)
        if isinstance(node, ast.JoinedStr):
            calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
            yield from [each.id for each in calls if isinstance(each, ast.Name) and each.id in MARKS]


def in_templates() -> Iterator[Text]:
    for path in (ROOT / "templates").rglob("*.*"):
        for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
            values = strings_of(call_of(arguments))
            context = values.pop(0) if name in {"pgettext", "npgettext"} else ""
            yield from [(context, value) for value in values[:1]]


def call_of(arguments: str) -> ast.Call:
    call = ast.parse(f"f({arguments})", mode="eval").body
    assert isinstance(call, ast.Call)
    return call


def strings_of(call: ast.Call) -> list[str]:
    return [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def every_text() -> set[Text]:
    return {(context, text) for context, text in {*in_python(), *in_templates()} if text.strip()}


def catalogue(language: str) -> Catalog:
    path = ROOT / "awards_site" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as source:
        return read_po(source)


def by_text(language: str) -> dict[Text, Message]:
    return {(message.context or "", ids(message)[0]): message for message in catalogue(language) if message.id}


def ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def loses_a_placeholder(message: Message) -> bool:
    """Say whether a form lost or gained one; the form for one thing need not name the number."""
    spared = placeholders(*ids(message)) if len(ids(message)) > 1 else set()
    wanted = placeholders(ids(message)[0]) - spared
    return any(not wanted <= placeholders(form) <= wanted | spared for form in forms(message) if form)


def is_left_in_english(message: Message) -> bool:
    has_words = re.search(r"[A-Za-z]", PLACEHOLDER.sub("", ids(message)[0]))
    return bool(has_words) and any(form in ids(message) for form in forms(message))


def test_extraction_finds_texts_of_code_and_templates():
    assert ("", "Auditor") in set(in_python())
    assert len(set(in_templates())) > 100


def test_strings_are_read_whole_where_they_hold_brackets_and_quotes():
    found = CALL.findall(templatize("""{% translate "(optional) “it's”" %}{% translate ", " context "between" %}"""))

    assert [strings_of(call_of(arguments)) for _name, arguments in found] == [["(optional) “it's”"], ["between", ", "]]


def test_every_mark_is_one_that_the_extraction_sees():
    assert {path.name: list(hidden_marks(tree)) for path, tree in trees() if list(hidden_marks(tree))} == {}


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("from django.utils.translation import gettext as say", ["say"]),
        ("from django.utils.translation import gettext as _, ngettext", []),
        ("f'{_(\"Save\")}'", ["_"]),
    ],
)
def test_mark_that_the_extraction_does_not_see_is_noticed(code, hidden):
    assert list(hidden_marks(ast.parse(code))) == hidden


def test_lists_in_templates_have_the_readers_comma():
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
    assert {name for name, page in pages.items() if LATIN_COMMA.search(TRANSLATED_WHOLE.sub("", page))} == set()


@pytest.mark.parametrize("language", ["fa"])
def test_catalogue_has_every_text(language):
    known = by_text(language)
    missing = sorted(text for text in every_text() if text not in known or not all(forms(known[text])))
    assert missing == []


@pytest.mark.parametrize("language", ["fa"])
def test_catalogue_is_sure_of_every_text(language):
    unsure = [message.id for message in catalogue(language) if message.id and message.fuzzy]
    assert unsure == []


@pytest.mark.parametrize("language", ["fa"])
def test_translation_keeps_the_placeholders(language):
    broken = [text for text, message in by_text(language).items() if loses_a_placeholder(message)]
    assert broken == []


@pytest.mark.parametrize("language", ["fa"])
def test_translation_is_not_left_in_english(language):
    same = {text for (_context, text), message in by_text(language).items() if is_left_in_english(message)}
    assert same - MEANT_AS_IT_IS == set()


def test_persian_is_written_with_persian_letters_and_marks():
    wrong = [
        form for message in by_text("fa").values() for form in forms(message) if NOT_PERSIAN.search(CODE.sub("", form))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "translated", "is_broken"),
    [
        ("%(day)s left", "%(day)s مانده", False),
        ("%(day)s left", "مانده", True),
        ("%(off).1e left", "%(off).2e مانده", True),
        (("%(n)s day", "%(n)s days"), ("یک روز", "%(n)s روز"), False),
        (("%(n)s day", "%(n)s days"), ("یک روز", "%(m)s روز"), True),
    ],
)
def test_lost_placeholder_is_noticed(english, translated, is_broken):
    assert loses_a_placeholder(Message(english, translated)) is is_broken


@pytest.mark.parametrize(
    ("english", "translated", "is_left"),
    [("Save", "ذخیره", False), ("Save", "Save", True), ("%(there)s (%(here)s)", "%(there)s (%(here)s)", False)],
)
def test_english_left_is_noticed(english, translated, is_left):
    assert is_left_in_english(Message(english, translated)) is is_left
