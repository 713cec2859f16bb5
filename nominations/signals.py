"""What other apps may want to hear of, without nominations knowing them; heard in the same transaction."""

from django.dispatch import Signal

#: Two dossiers of a call are about to become one: `kept`, `gone`, and `by` whom. Sent before anything moves.
dossiers_merging = Signal()
