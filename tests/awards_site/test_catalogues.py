"""Persian is complete at every landing: each text of code and templates has its translation, placeholders and all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
APPS = ("awards_site", "nominations", "jury", "scoring")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
STRING = r"""u?"(?:\\.|[^"\\])*"|u?'(?:\\.|[^'\\])*'"""
CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(((?:[^\"')]|{STRING})*)\)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ 0#]*[\d.]*[a-zA-Z]|\{\w*\}|%[sd]")
MEANT_AS_IT_IS = {"CSV", "XLSX", "PDF"}
NOT_PERSIAN = re.compile('[يكة"“”?]')  # Arabic letters that look Persian, and Latin quotation and question marks

Text = tuple[str, str]  # its context, mostly empty, and the English


def in_python() -> Iterator[Text]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            with path.open("rb") as source:
                for _line, function, message, _comments in extract_python(source, KEYWORDS, [], {}):
                    parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
                    context = parts.pop(0) if function and function.startswith("pgettext") else ""
                    yield from [(context, part) for part in parts[:1]]


def in_templates() -> Iterator[Text]:
    for path in (ROOT / "templates").rglob("*.*"):
        for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
            values = strings_of(arguments)
            context = values.pop(0) if name in {"pgettext", "npgettext"} else ""
            yield from [(context, value) for value in values[:1]]


def strings_of(arguments: str) -> list[str]:
    call = ast.parse(f"f({arguments})", mode="eval").body
    assert isinstance(call, ast.Call)
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

    assert [strings_of(arguments) for _name, arguments in found] == [["(optional) “it's”"], ["between", ", "]]


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
    wrong = [form for message in by_text("fa").values() for form in forms(message) if NOT_PERSIAN.search(form)]
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
