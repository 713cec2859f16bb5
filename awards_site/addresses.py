"""How accounts are made and found: by address."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import make_password

if TYPE_CHECKING:
    from .models import User


class UserManager(BaseUserManager["User"]):
    """Make accounts by address; a password is possible but never needed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; addresses differ by more than capitals."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def at(self, email: str, **fields: Any) -> tuple["User", bool]:
        """Find the account of an address, or make one, and say whether it is new: two at one moment get the same."""
        address = self.normalize_email(email.strip()).lower()
        return self.get_or_create(email=address, defaults={"password": make_password(None), **fields})

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for the machine's keeper, who holds no role of the awards."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account whatever the capitals."""
        return self.get(email=(username or "").lower())
