"""Who did what on a file, told to its nominator and colleagues: from the audit chain, the hands on it and its files.

Nothing of the secretariat's work, nor of what comes after, is told here. Whoever was invited and did nothing yet is
named to the nominator alone, by the address that was typed: nobody learns whose address it is by inviting it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.audit import name_of
from awards_site.models import AuditEvent, User
from nominations.models import Evidence, Nomination

LINES_AT_MOST = 40
PERSON = User._meta.label_lower
ADDED = "nomination.file_added"
DEEDS = {
    "nomination.begun": gettext_lazy("Began the nomination"),
    "nomination.submitted": gettext_lazy("Submitted it"),
    "nomination.withdrawn": gettext_lazy("Withdrew it"),
    "nomination.reinstated": gettext_lazy("Brought it back"),
    "nomination.shared": gettext_lazy("Shared it with %(person)s"),
    "nomination.reach_changed": gettext_lazy("Changed what %(person)s may do"),
    "nomination.joined": gettext_lazy("Joined"),
    "nomination.unshared": gettext_lazy("Took it back from %(person)s"),
    "nomination.offered": gettext_lazy("Offered it to %(person)s"),
    "nomination.offer_taken_back": gettext_lazy("Took the offer back"),
    "nomination.offer_declined": gettext_lazy("Declined to take it over"),
    "nomination.taken_over": gettext_lazy("Took it over"),
    ADDED: gettext_lazy("Added a file"),
    "nomination.file_removed": gettext_lazy("Removed a file"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One deed: who did what, and when."""

    at: dt.datetime
    who: str
    did: str


def told(nomination: Nomination, files: Iterable[Evidence], titles: dict[str, str], person: Any) -> list[Line]:
    """Tell who did what on a file, the latest first, in two statements.

    :param titles: the titles of the form's steps.
    """
    held = list(files)
    chain = list(AuditEvent.objects.filter(on=f"nomination:{nomination.public_id}", what__in=DEEDS).order_by("number"))
    names = Names(nomination, chain, held, person)
    standing = {str(each.public_id) for each in held}
    untold = [event for event in chain if event.what != ADDED or event.facts["file"] not in standing]
    lines = [*of_chain(untold, names), *of_hands(nomination, titles, names), *of_files(held, names)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LINES_AT_MOST]


class Names:
    """Who is called how in front of whom."""

    def __init__(self, nomination: Nomination, chain: list[AuditEvent], files: list[Evidence], person: Any) -> None:
        """Fetch everybody who has a hand in the file, at once."""
        self.reader, self.is_owner = person, nomination.nominator_id == person.pk
        invited = {str(event.facts[key]) for event in chain for key in ("person", "before") if key in event.facts}
        acted = {event.by.rpartition(":")[2] for event in chain if ":" in event.by}
        self.acted = acted | set(nomination.hands)
        adders = [each.added_by_id for each in files]
        known = Q(pk__in=[nomination.nominator_id, *adders]) | Q(public_id__in=invited | self.acted)
        self.people = {name_of(each): each for each in User.objects.filter(known)}
        self.by_key = {each.pk: each for each in self.people.values()}
        owner = str(self.by_key[nomination.nominator_id].public_id)
        self.of_the_file = invited | set(nomination.hands) | {owner}

    def doer(self, name: str) -> str:
        """Name who did something; an officer is the secretariat."""
        found = self.people.get(name)
        if found is None or str(found.public_id) not in self.of_the_file:
            return _("The secretariat")
        return self.called(found)

    def called(self, found: User) -> str:
        """Name somebody who has a hand in the file."""
        if found.pk == self.reader.pk:
            return _("You")
        return found.name or (found.email if self.is_owner else _("A colleague"))

    def invited(self, public_id: str) -> str:
        """Name somebody who was invited: by the address to the nominator, to colleagues once they did something."""
        found = self.people.get(f"{PERSON}:{public_id}")
        if found is None:
            return "" if self.is_owner else _("a colleague")
        if found.pk == self.reader.pk:
            return _("you")
        if self.is_owner:
            return found.email
        return found.name if found.name and public_id in self.acted else _("a colleague")


def of_chain(chain: list[AuditEvent], names: Names) -> Iterator[Line]:
    """Tell the moves on record."""
    for event in chain:
        person = str(event.facts.get("person", ""))
        if event.what != "nomination.unshared" or not event.by.endswith(person):
            did = str(DEEDS[event.what]) % {"person": names.invited(person) if person else ""}
            yield Line(event.at, names.doer(event.by), did)


def of_hands(nomination: Nomination, titles: dict[str, str], names: Names) -> Iterator[Line]:
    """Tell who wrote on which step, and when last."""
    for hand, steps in nomination.hands.items():
        for step, when in steps.items():
            did = _("Wrote on “%(step)s”") % {"step": titles.get(step, step)}
            yield Line(dt.datetime.fromisoformat(when), names.doer(f"{PERSON}:{hand}"), did)


def of_files(files: list[Evidence], names: Names) -> Iterator[Line]:
    """Tell who added which file."""
    for each in files:
        if each.added_by_id in names.by_key:
            who = names.called(names.by_key[each.added_by_id])
            yield Line(each.at, who, _("Added the file “%(title)s”") % {"title": each.title})


def last_hand_on(nomination: Nomination, step: str, person: Any) -> str:
    """Name who saved a step last, where it was somebody else."""
    wrote = {hand: steps[step] for hand, steps in nomination.hands.items() if step in steps}
    last = max(wrote, key=lambda hand: wrote[hand], default="")
    if last in {"", str(person.public_id)}:
        return ""
    found = User.objects.filter(public_id=last).first()
    return (found.name if found else "") or _("A colleague")
