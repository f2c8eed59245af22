"""The links of a live story to its businesses and bylines carry its date, in tables of their own: what is there is copied into them."""

import django.db.models.deletion
from django.db import migrations, models

LINKS = [("businesses", "StoryOfBusiness", "business_id"), ("bylines", "StoryOfByline", "byline_id")]


def copy(apps, schema_editor):
    stories = apps.get_model("stories", "PublishedStory")
    for name, new, key in LINKS:
        rows = getattr(stories, name).through.objects.filter(publishedstory__live=True).values_list("publishedstory_id", key, "publishedstory__shown_at")
        model = apps.get_model("stories", new)
        made = (model(published_id=story, shown_at=shown_at, **{key: other}) for story, other, shown_at in rows.order_by("pk").iterator())
        model.objects.bulk_create(made, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0003_place_merged_into"),
        ("people", "0002_wall"),
        ("stories", "0005_writing"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryOfBusiness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown_at", models.DateTimeField()),
                ("business", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="businesses.business")),
                ("published", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stories.publishedstory")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("published", "business"), name="published_business_once")],
                "indexes": [models.Index(fields=["business", "-shown_at", "-id"], name="published_of_business")],
            },
        ),
        migrations.CreateModel(
            name="StoryOfByline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown_at", models.DateTimeField()),
                ("byline", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.byline")),
                ("published", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stories.publishedstory")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("published", "byline"), name="published_byline_once")],
                "indexes": [models.Index(fields=["byline", "-shown_at", "-id"], name="published_of_byline")],
            },
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RemoveField(model_name="publishedstory", name="businesses"),
        migrations.RemoveField(model_name="publishedstory", name="bylines"),
        migrations.AddField(
            model_name="publishedstory",
            name="businesses",
            field=models.ManyToManyField(related_name="published_stories", through="stories.StoryOfBusiness", to="businesses.business"),
        ),
        migrations.AddField(
            model_name="publishedstory",
            name="bylines",
            field=models.ManyToManyField(related_name="published_stories", through="stories.StoryOfByline", to="people.byline"),
        ),
    ]
