"""Sessions in the database, each with its person: one statement finds the session, who it is, and the roles held now.

Django's own store keeps the person inside the data; here it is a column too, so that a request needs no second and
third question before its page begins.
"""

from typing import Any, cast

from django.contrib import auth
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from . import clock
from .models import Session, User


class SessionStore(DatabaseStore):
    """A session that brings its person along."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Name our table."""
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Take no key for one that we never make: a cookie may hold a zero byte, which no database keeps."""
        return bool(super()._validate_session_key(key)) and str(key).isalnum()  # type: ignore[misc]  # the stubs lack it

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Write the person beside the data."""
        made = cast("Session", super().create_model_instance(data))
        made.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return made

    def _get_session_from_db(self) -> Session | None:
        """Find the session with its person and roles: a row for each role, the session being the same in all."""
        current = FilteredRelation("user__role_grants", condition=Q(user__role_grants__ended_at=None))
        living = Session.objects.filter(session_key=self.session_key, expire_date__gt=clock.now())
        rows = list(living.annotate(current=current).annotate(role=F("current__role")).select_related("user"))
        if not rows:
            self._session_key = None
            return None
        self.person = rows[0].user
        if self.person:
            self.person.roles = frozenset(row.role for row in rows if row.role)
        return rows[0]


def person_of(request: HttpRequest) -> Any:
    """Give the person of a request's session, where it still is theirs; else ask as Django does."""
    session: Any = request.session
    known = session.get(SESSION_KEY)
    person: User | None = getattr(session, "person", None)
    if person is None or str(person.pk) != known or not person.is_active:
        return auth.get_user(request)
    seal = session.get(HASH_SESSION_KEY, "")
    if not constant_time_compare(seal, person.get_session_auth_hash()):
        return auth.get_user(request)
    return person
