"""The audit chain only grows, by the database's own word; and the shared cache has its table."""

from django.core.management import call_command
from django.db import migrations

from awards_site.append_only import only_grows


def make_cache_table(apps, editor):
    """Make the table of the shared cache, where the cache is the database."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("awards_site", "0001_initial")]

    operations = [
        only_grows("awards_site_auditevent"),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
