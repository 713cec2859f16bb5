"""When two spellings are the same name: capitals, accents, half-spaces, Arabic and Persian letters."""

import unicodedata

SAME_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "‌": " ", "ـ": ""})


def normal(name: str) -> str:
    """Bring a name to the form in which it is compared."""
    plain = unicodedata.normalize("NFKD", name.translate(SAME_LETTERS)).casefold()
    bare = (character for character in plain if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in bare).split())
