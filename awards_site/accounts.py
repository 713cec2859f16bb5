"""How people sign in: by a mailed code, with passkeys and one-time passwords beside it."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our own ways with allauth."""
