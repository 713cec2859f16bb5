"""What is heard at the door: somebody came in, somebody added a second factor."""

from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in

from .accounts import factor_was_shown, session_of_staff

authenticator_added.connect(factor_was_shown, dispatch_uid="factor was shown")
user_logged_in.connect(session_of_staff, dispatch_uid="session of staff")
