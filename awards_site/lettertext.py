"""How the words of a letter become a mail: placeholders filled in one pass, as plain text and as a page.

Words hold `{name}` and nothing else that is alive: no template code, no attribute of anything. What a value holds is
never read for placeholders again, and is escaped on the page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .kinds import CODE, LINK, SENTENCE, Kind
from .models import LetterWords
from .states import WordsStatus

MARK = re.compile(r"\{([a-z_]+)\}")
GAP = re.compile(r"\n\s*\n")
LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a letter in one language, with their placeholders; number 0 is what ships."""

    subject: str
    body: str
    number: int = 0


def shipped(kind: Kind) -> Words:
    """Give the words that ship, in the language at hand, each placeholder as its mark."""
    marks = {name: place.mark for name, place in kind.places.items()}
    subject = " ".join(render_to_string(f"letters/{kind.name}.subject", marks).split())
    return Words(subject, render_to_string(f"letters/{kind.name}.words", marks).strip())


def in_use(kind: Kind, language: str) -> Words:
    """Give the words a letter goes out with: the secretariat's own where it has some, in the language at hand."""
    confirmed = LetterWords.objects.filter(name=kind.name, language=language, status=WordsStatus.CONFIRMED)
    held = confirmed.order_by("-number").first()
    return Words(held.subject, held.body, held.number) if held and held.body else shipped(kind)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill a text; a mark that stands for nothing leaves no gap behind."""
    full = MARK.sub(lambda found: values.get(found[1], found[0]), text)
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", full).strip()


def one_line(text: str, values: Mapping[str, str]) -> str:
    """Fill a subject."""
    return " ".join(filled(text, values).split())[:LONGEST_SUBJECT]


def page(kind: Kind, words: Words, values: Mapping[str, str], *, marked: bool = False) -> SafeString:
    """Give what stands on the page of a letter; values are marked where it is an example."""
    blocks = (block.strip() for block in GAP.split(words.body))
    drawn = [block_as_page(kind, block, values, marked=marked) for block in blocks]
    return format_html_join("\n", "{}", ((each,) for each in drawn if each))


def block_as_page(kind: Kind, block: str, values: Mapping[str, str], *, marked: bool) -> SafeString:
    """Draw one block: a button, a code, or paragraphs; nothing where it would be empty."""
    if not filled(block, values):
        return mark_safe("")
    last = MARK.search(block.rpartition(" ")[2] if "\n" not in block else "")
    place = kind.places.get(last[1]) if last and block.endswith("}") else None
    before = block[: -len(place.mark)].strip() if place else ""
    if place and place.look == LINK and not MARK.search(before):
        label = before.rstrip(": ") or values[place.name]
        if marked:  # an example leads nowhere
            return format_html('<p><span class="btn btn-primary">{}</span></p>', label)
        return format_html('<p><a class="go" href="{}">{}</a></p>', values[place.name], label)
    if place and place.look == CODE and not before:
        return format_html('<p class="number">{}</p>', value_as_page(kind, place.name, values, marked=marked))
    return paragraphs(kind, block, values, marked=marked)


def paragraphs(kind: Kind, block: str, values: Mapping[str, str], *, marked: bool) -> SafeString:
    """Draw a block as paragraphs: a value that is several has each as its own."""
    alone = MARK.fullmatch(block)
    if alone:
        parts = GAP.split(values.get(alone[1], ""))
        split = [value_as_page(kind, alone[1], {alone[1]: part}, marked=marked) for part in parts]
        return format_html_join("\n", "<p>{}</p>", ((each,) for each in split))
    return format_html("<p>{}</p>", format_html_join("", "{}", pieces(kind, block, values, marked=marked)))


def pieces(kind: Kind, text: str, values: Mapping[str, str], *, marked: bool) -> Iterator[tuple[SafeString]]:
    """Give a text piece by piece, each escaped."""
    for number, piece in enumerate(MARK.split(text)):
        is_value = number % 2
        yield (
            value_as_page(kind, piece, values, marked=marked) if is_value else linebreaksbr(piece, autoescape=True),
        )


def value_as_page(kind: Kind, name: str, values: Mapping[str, str], *, marked: bool) -> SafeString:
    """Draw one value: names keep their own direction, links lead somewhere."""
    value = linebreaksbr(values.get(name, ""), autoescape=True)
    look = kind.places[name].look if name in kind.places else ""
    if look == LINK and not marked:
        value = format_html('<a href="{}">{}</a>', values[name], value)
    elif look != SENTENCE:
        value = format_html("<bdi>{}</bdi>", value)
    return format_html("<mark>{}</mark>", value) if marked else value


def marked(kind: Kind, text: str, values: Mapping[str, str]) -> SafeString:
    """Give a plain text for a page, its values marked."""
    return format_html_join("", "{}", pieces(kind, text, values, marked=True))
