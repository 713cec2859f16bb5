"""The ground every app stands on: settings, people, audit, letters, rules. Imports no app."""

from .celery import app as celery_app

__all__ = ["celery_app"]
