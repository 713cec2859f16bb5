"""The law of the battery: nothing acknowledged is lost, nothing doubled, every letter sent."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from nominations import references

FIRST = "account_changed"
RECEIPT = "nominations/receipt"


class Lost(AssertionError):  # noqa: N818 - it reads as what happened
    """Something that was acknowledged is not on record."""


class Doubled(AssertionError):  # noqa: N818 - as above
    """Something is there twice."""


class LeftBehind(AssertionError):  # noqa: N818 - as above
    """A letter was written and never sent."""


class Late(AssertionError):  # noqa: N818 - as above
    """Something was taken at the deadline or after it."""


def in_time(held: dict[str, Any], closes_at: float) -> None:
    """Hold every submission to be stamped before the deadline."""
    files = held["submissions"].items()
    raise_if(Late, [draft for draft, each in files if any(at >= closes_at for at in each["stamps"])])


def check(held: dict[str, Any], acknowledged: Iterable[str]) -> None:
    """Hold what a house has on record against what it acknowledged."""
    sent = {draft for draft, each in held["submissions"].items() if each["keys"]}
    raise_if(Lost, set(acknowledged) - sent)
    raise_if(Lost, [draft for draft in sent if held["submissions"][draft]["status"] != "submitted"])
    raise_if(Doubled, [draft for draft in sent if len(held["submissions"][draft]["keys"]) != 1])
    numbered(held, sent)
    written(held, sent)
    raise_if(LeftBehind, [letter for letter in held["letters"] if letter[2] != "sent"])
    raise_if(LeftBehind, range(held["mails"], len(held["letters"])))
    raise_if(Doubled, range(len(held["letters"]), held["mails"]))


def numbered(held: dict[str, Any], sent: set[str]) -> None:
    """Hold references and codes to be one for each file, without a gap; and the chain to tell of each once."""
    given = sorted(held["submissions"][draft]["reference"] for draft in sent)
    wanted = sorted(references.reference("M2027", number + 1) for number in range(len(sent)))
    raise_if(Doubled, set(given) ^ set(wanted) or list(Counter(given) - Counter(wanted)))
    codes = [f"M-{number + 1:03}" for number in range(len(sent))]
    raise_if(Lost, set(codes) ^ set(held["dossiers"]))
    raise_if(Lost, range(held["chain"]["submitted"], len(sent)))
    raise_if(Doubled, range(len(sent), held["chain"]["submitted"]))


def written(held: dict[str, Any], sent: set[str]) -> None:
    """Hold every file to have one receipt, and no other letter to be there but the first, and one to each nominee."""
    names = Counter(name for _key, name, _status in held["letters"] if name != FIRST)
    receipts = Counter(key.split(":")[1] for key, name, _status in held["letters"] if name == RECEIPT)
    raise_if(Lost, sent - set(receipts))
    raise_if(Doubled, [draft for draft, count in receipts.items() if count != 1])
    raise_if(Lost, range(names.total(), 2 * len(sent)))
    raise_if(Doubled, range(2 * len(sent), names.total()))


def raise_if(fault: type[AssertionError], found: Iterable[Any]) -> None:
    """Raise where something was found, and say what."""
    told = list(found)
    if told:
        message = f"{len(told)}: {told[:5]}"
        raise fault(message)
