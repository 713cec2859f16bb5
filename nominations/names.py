"""When two spellings are the same name: capitals, accents, half-spaces, Arabic and Persian letters."""

import unicodedata

SAME_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "‌": " ", "ـ": ""})


def normal(name: str) -> str:
    """Bring a name to the form in which it is compared."""
    plain = unicodedata.normalize("NFKD", name.translate(SAME_LETTERS)).casefold()
    bare = (character for character in plain if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in bare).split())


ARABIC_LETTERS = frozenset({"ar", "fa", "ps", "ur"})


def for_reader(name: str, latin: str, language: str | None) -> str:
    """Give a name in letters that the reader of a language reads: its own where they are, else the Latin ones."""
    first = next((letter for letter in name if letter.isalpha()), " ")
    reads_it = unicodedata.name(first, "").startswith("ARABIC") and (language or "")[:2] in ARABIC_LETTERS
    return name if reads_it or not latin else latin
