from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_change_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="woven",
            name="shown",
            field=models.BooleanField(default=True),
        ),
    ]
