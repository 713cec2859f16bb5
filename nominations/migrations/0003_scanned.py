"""Files say whether a scanner looked into them: until now none did."""

from django.db import migrations, models

SCANS = [
    ("unscanned", "checked, not scanned for viruses"),
    ("quarantined", "held back until it is scanned for viruses"),
    ("clean", "scanned, no virus found"),
    ("infected", "a virus was found: the file was deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("nominations", "0002_only_grows")]

    operations = [
        migrations.RemoveConstraint(model_name="evidence", name="scan_status_is_known"),
        migrations.AlterField(
            model_name="evidence",
            name="scan",
            field=models.CharField(choices=SCANS, default="unscanned", max_length=12),
        ),
        migrations.RunSQL(
            "UPDATE nominations_evidence SET scan = 'unscanned' WHERE scan = 'clean'",
            "UPDATE nominations_evidence SET scan = 'clean' WHERE scan = 'unscanned'",
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("scan__in", [value for value, _ in SCANS])), name="scan_status_is_known"
            ),
        ),
    ]
