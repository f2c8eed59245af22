import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stories", "0005_writing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail, never shown")),
                ("byline", models.CharField(max_length=80, verbose_name="byline")),
                ("byline_kind", models.CharField(default="name", max_length=12, verbose_name="kind of byline")),
                ("place", models.CharField(max_length=120, verbose_name="where you would look for stories")),
                ("trade", models.CharField(blank=True, max_length=120, verbose_name="trades or lines of business")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why you")),
                ("sample", models.TextField(blank=True, max_length=20000, verbose_name="a sample of your writing")),
                ("sample_link", models.URLField(blank=True, max_length=500, verbose_name="or a link to one")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for an editor"),
                            ("asked", "an editor has asked something"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="stories.callpage",
                        verbose_name="call",
                    ),
                ),
                ("services", models.ManyToManyField(blank=True, related_name="+", to="stories.kindofservice", verbose_name="kinds of service")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="applications", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("state__in", ["waiting", "asked"])),
                        fields=("email",),
                        name="one_open_application_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("sample", ""), _negated=True), models.Q(("sample_link", ""), _negated=True), _connector="OR"),
                        name="an_application_has_a_sample",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_newsroom", models.BooleanField(default=True)),
                ("words", models.TextField(max_length=4000, verbose_name="words")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("application", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="writers.application")),
                (
                    "sender",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["sent_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CoAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail, never shown")),
                ("name", models.CharField(max_length=80, verbose_name="shown name")),
                ("byline_kind", models.CharField(default="name", max_length=12, verbose_name="kind of byline")),
                ("may_edit", models.BooleanField(default=True, verbose_name="may change the text")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("agreed", "agreed"), ("declined", "declined"), ("taken-back", "taken back")],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="your words to this person")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("byline", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.byline")),
                ("made_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="co_authors", to="stories.storypage")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="co_authored", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("state__in", ["asked", "agreed"])), fields=("story", "email"), name="a_co_author_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("original_url", models.URLField(blank=True, max_length=1000)),
                ("original_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="imported_from", to="stories.storypage")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="imported_posts", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="a_post_once")],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("running", "running"), ("done", "done"), ("failed", "failed")], default="waiting", max_length=12
                    ),
                ),
                ("dry", models.BooleanField(default=True)),
                ("table", models.JSONField(blank=True, default=dict)),
                ("rows", models.JSONField(blank=True, default=list)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("section", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="stories.sectionpage")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="import_runs", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="your words to this person")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="writer_invitations", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("stopped_at", None)), fields=("email",), name="one_open_writer_invitation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="your name")),
                ("email", models.EmailField(max_length=254, verbose_name="your e-mail, for the answer")),
                ("words", models.TextField(max_length=3000, verbose_name="your letter")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("source_key", models.CharField(blank=True, db_index=True, max_length=32)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("byline", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="people.byline")),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="StoryDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("readers", models.PositiveIntegerField(default=0)),
                ("from_feed", models.PositiveIntegerField(default=0)),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="days", to="stories.storypage")),
            ],
            options={
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("story", "day"), name="a_story_and_day")],
            },
        ),
    ]
