"""Keys under which a person is found, decisions on two dossiers, and who is the same as whom."""

import awards_site.clock
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from nominations.methods.bones import keys_of


def write_keys(apps, _schema_editor):
    """Give everybody who is known the keys under which they are found."""
    Nominee, NomineeKey = (apps.get_model("nominations", name) for name in ("Nominee", "NomineeKey"))
    rows = (
        NomineeKey(nominee=each, key=key)
        for each in Nominee.objects.iterator()
        for key in sorted(keys_of(each.name, each.name_latin, each.city, each.email) | {f"={each.pk}"})
    )
    NomineeKey.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('nominations', '0004_work_together'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NomineeKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('apart', 'kept apart'), ('merged', 'merged')], max_length=8)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=awards_site.clock.now)),
            ],
            options={
                'verbose_name': 'pairing',
                'verbose_name_plural': 'pairings',
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='dossier',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='nominations.dossier'),
        ),
        migrations.AddField(
            model_name='nominee',
            name='same_as',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='nominations.nominee'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='dossier_is_merged_into_another'),
        ),
        migrations.AddConstraint(
            model_name='nominee',
            constraint=models.CheckConstraint(condition=models.Q(('same_as', models.F('pk')), _negated=True), name='nominee_is_another_than_itself'),
        ),
        migrations.AddField(
            model_name='nomineekey',
            name='nominee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='nominations.nominee'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pairing',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='nominations.dossier'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings_as_other', to='nominations.dossier'),
        ),
        migrations.AddConstraint(
            model_name='nomineekey',
            constraint=models.UniqueConstraint(fields=('nominee', 'key'), name='one_key_of_a_kind_of_a_nominee'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Least('dossier', 'other'), django.db.models.functions.comparison.Greatest('dossier', 'other'), name='one_decision_on_two_dossiers'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('dossier', models.F('other')), _negated=True), name='pairing_is_of_two'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['apart', 'merged'])), name='pairing_is_known'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='pairing_has_a_reason'),
        ),
        # Last, and apart from what changes the tables: PostgreSQL refuses to alter a table with triggers pending.
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
