"""Letters as papers, their dates and reminders, letters from outside an institution, and fingerprints of sendings."""

import django.db.models.deletion
import nominations.models.support
from django.db import migrations, models

from nominations.methods.shingles import long_text, signature


def take_fingerprints(apps, _schema_editor):
    """Give what was sent before the fingerprints that it would have got."""
    Submission, Fingerprint = (apps.get_model("nominations", name) for name in ("Submission", "Fingerprint"))
    for sent in Submission.objects.iterator():
        Fingerprint.objects.create(submission=sent, signature=signature(long_text(sent.answers)))


class Migration(migrations.Migration):

    dependencies = [
        ('nominations', '0007_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.JSONField(default=list)),
                ('network', models.CharField(blank=True, max_length=16)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='letterofsupport',
            name='received_letter_has_text_and_time',
        ),
        migrations.AddField(
            model_name='call',
            name='unrelated_letters_wanted',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='letters wanted from outside the nominee’s institution'),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='connection',
            field=models.CharField(blank=True, max_length=300, verbose_name='how they are connected'),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='declined_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='file',
            field=models.FileField(blank=True, max_length=200, upload_to=nominations.models.support.name_of_our_own),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='nudge',
            field=models.CharField(choices=[('none', 'none'), ('week', 'a week before'), ('days', 'two days before'), ('late', 'the day after')], default='none', max_length=4),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='scan',
            field=models.CharField(choices=[('unscanned', 'checked, not scanned for viruses'), ('quarantined', 'held back until it is scanned for viruses'), ('clean', 'scanned, no virus found'), ('infected', 'a virus was found: the file was deleted')], default='unscanned', max_length=12),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='size',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='standing',
            field=models.CharField(choices=[('unasked', 'not asked'), ('outside', 'I am not connected with the nominee’s institution.'), ('connected', 'I am, or was, connected with it.')], default='unasked', max_length=10),
        ),
        migrations.AddField(
            model_name='letterofsupport',
            name='title',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='call',
            name='letters_at_most',
            field=models.PositiveSmallIntegerField(default=3, verbose_name='letters of support at most'),
        ),
        migrations.AddIndex(
            model_name='letterofsupport',
            index=models.Index(fields=['status', 'due_at'], name='letters_still_missing'),
        ),
        migrations.AddConstraint(
            model_name='letterofsupport',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['unasked', 'outside', 'connected'])), name='standing_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letterofsupport',
            constraint=models.CheckConstraint(condition=models.Q(('nudge__in', ['none', 'week', 'days', 'late'])), name='nudge_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letterofsupport',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['unscanned', 'quarantined', 'clean', 'infected'])), name='scan_of_letter_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letterofsupport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'received'), _negated=True), models.Q(('received_at__isnull', False), models.Q(models.Q(('text', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR')), _connector='OR'), name='received_letter_is_there_and_has_its_time'),
        ),
        migrations.AddField(
            model_name='fingerprint',
            name='submission',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fingerprint', to='nominations.submission'),
        ),
        # Last, and apart from what changes the tables: PostgreSQL refuses to alter a table with triggers pending.
        migrations.RunPython(take_fingerprints, migrations.RunPython.noop),
    ]
