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
KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
CALL = re.compile(r"(?<![\w.])(n?p?gettext|_)\((.*?)\) ", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
MEANT_AS_IT_IS = {"English", "CSV", "XLSX", "PDF"}


def in_python() -> Iterator[str]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            with path.open("rb") as source:
                for _line, _function, message, _comments in extract_python(source, KEYWORDS, [], {}):
                    parts = message if isinstance(message, tuple) else (message,)
                    yield from [part for part in parts if isinstance(part, str)][:1]


def in_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.*"):
        for _name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
            values = strings_of(arguments)
            if values:
                yield values[0] if _name != "pgettext" else values[1]


def strings_of(arguments: str) -> list[str]:
    try:
        call = ast.parse(f"f({arguments})", mode="eval").body
    except SyntaxError:
        return []
    assert isinstance(call, ast.Call)
    return [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def catalogue(language: str) -> Catalog:
    path = ROOT / "awards_site" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as source:
        return read_po(source)


def by_text(language: str) -> dict[str, Message]:
    found = {}
    for message in catalogue(language):
        if message.id:
            found[message.id[0] if isinstance(message.id, tuple) else message.id] = message
    return found


def test_extraction_finds_texts_of_code_and_templates():
    assert "Auditor" in set(in_python())
    assert len(set(in_templates())) > 100


@pytest.mark.parametrize("language", ["fa"])
def test_catalogue_has_every_text(language):
    known = by_text(language)
    texts = {text for text in {*in_python(), *in_templates()} if text.strip()}
    missing = sorted(text for text in texts if text not in known or not any(forms(known[text])))
    assert missing == []


@pytest.mark.parametrize("language", ["fa"])
def test_catalogue_is_sure_of_every_text(language):
    unsure = [message.id for message in catalogue(language) if message.id and message.fuzzy]
    assert unsure == []


@pytest.mark.parametrize("language", ["fa"])
def test_translation_keeps_the_placeholders(language):
    broken = []
    for text, message in by_text(language).items():
        wanted = set(PLACEHOLDER.findall(text))
        for form in forms(message):
            if form and not set(PLACEHOLDER.findall(form)) <= wanted | number_placeholders(message):
                broken.append(text)
            if form and not isinstance(message.id, tuple) and set(PLACEHOLDER.findall(form)) != wanted:
                broken.append(text)
    assert broken == []


@pytest.mark.parametrize("language", ["fa"])
def test_translation_is_not_left_in_english(language):
    same = [text for text, message in by_text(language).items() if text in forms(message)]
    assert set(same) - MEANT_AS_IT_IS == set()


def forms(message: Message) -> list[str]:
    return [form for form in (message.string if isinstance(message.string, tuple) else (message.string,)) if form]


def number_placeholders(message: Message) -> set[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return {found for text in ids for found in PLACEHOLDER.findall(text)}
