import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0003_place_merged_into"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stories", "0004_woven_shown"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=8, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Drained",
            fields=[
                ("batch", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="SeenOnce",
            fields=[
                ("digest", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Creative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("waiting", "waiting for an editor"), ("approved", "approved"), ("declined", "declined")],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="your message")),
                ("link", models.URLField(blank=True, max_length=1000, verbose_name="where a click leads")),
                ("link_words", models.CharField(blank=True, max_length=40, verbose_name="words of the link")),
                (
                    "picture",
                    models.ImageField(blank=True, height_field="picture_height", upload_to="sponsors", verbose_name="picture", width_field="picture_width"),
                ),
                ("picture_width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("picture_height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("picture_alt", models.CharField(blank=True, max_length=200, verbose_name="the picture in words")),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("made_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="HouseMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=140, verbose_name="message")),
                ("link", models.CharField(default="/sponsor/", max_length=200, verbose_name="leads to (an address of this site)")),
                ("link_words", models.CharField(default="See how", max_length=40, verbose_name="words of the link")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("section", "a section"), ("story", "a single story"), ("wall", "the quote wall")],
                        help_text="Empty: everywhere.",
                        max_length=12,
                        verbose_name="shown at",
                    ),
                ),
                ("shown", models.BooleanField(default=True, verbose_name="shown")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "house placement",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("link__startswith", "/"), models.Q(("link__startswith", "//"), _negated=True)), name="house_links_stay_here"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LineOfBusiness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="line of business")),
                ("prohibited", models.BooleanField(default=False, verbose_name="may not sponsor")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why not, in words for the company")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "line of business",
                "verbose_name_plural": "lines of business",
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("prohibited", False), models.Q(("reason", ""), _negated=True), _connector="OR"), name="prohibited_for_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "on hold"),
                            ("submitted", "with the editors"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("cancelled", "cancelled"),
                            ("lapsed", "lapsed"),
                            ("ended", "ended"),
                        ],
                        default="held",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("rate", models.PositiveIntegerField()),
                ("price", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("lapse_told_at", models.DateTimeField(blank=True, null=True)),
                ("start_told_at", models.DateTimeField(blank=True, null=True)),
                ("half_told_at", models.DateTimeField(blank=True, null=True)),
                ("end_told_at", models.DateTimeField(blank=True, null=True)),
                ("views", models.PositiveBigIntegerField(default=0)),
                ("clicks", models.PositiveBigIntegerField(default=0)),
                ("discarded", models.PositiveBigIntegerField(default=0)),
                ("creative", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sponsors.creative")),
                (
                    "made_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="placements_made", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["-starts", "-id"],
                "indexes": [models.Index(fields=["state", "starts", "ends"], name="placements_by_state")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gte", models.F("starts"))), name="a_flight_ends_after_it_starts"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("state", "approved"), _negated=True), ("creative__isnull", False), _connector="OR"),
                        name="approved_with_a_creative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("state", "held"), _negated=True), ("held_until__isnull", False), _connector="OR"),
                        name="a_hold_knows_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MakeGood",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField(verbose_name="days")),
                ("note", models.CharField(max_length=300, verbose_name="why")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="make_goods", to="sponsors.placement")),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="creative",
            name="placement",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="creatives", to="sponsors.placement"),
        ),
        migrations.CreateModel(
            name="ReportLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("made_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="report_links", to="sponsors.placement")),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("section", "a section"), ("story", "a single story"), ("wall", "the quote wall")],
                        max_length=12,
                        verbose_name="what is sponsored",
                    ),
                ),
                ("open", models.BooleanField(default=True, verbose_name="for sale")),
                (
                    "rate",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="rate per week, in the smallest unit (cents)"
                    ),
                ),
                ("currency", models.CharField(default="USD", max_length=3, verbose_name="currency (three letters)")),
                ("seats", models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats")),
                ("lead_days", models.PositiveSmallIntegerField(default=3, help_text="Between booking and the first day.", verbose_name="lead time in days")),
                ("most_days", models.PositiveSmallIntegerField(default=182, verbose_name="longest flight in days")),
                ("letters", models.PositiveSmallIntegerField(default=140, verbose_name="letters of the message at most")),
                ("picture_width", models.PositiveSmallIntegerField(default=600, verbose_name="picture: width in pixels at least")),
                ("picture_height", models.PositiveSmallIntegerField(default=400, verbose_name="picture: height in pixels at least")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position on the rate card")),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="stories.sectionpage",
                        verbose_name="section",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="stories.storypage", verbose_name="story"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "kind", "id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("kind", "section")), fields=("section",), name="one_slot_a_section"),
                    models.UniqueConstraint(condition=models.Q(("kind", "story"), ("story__isnull", False)), fields=("story",), name="one_slot_a_story"),
                    models.UniqueConstraint(condition=models.Q(("kind", "story"), ("story", None)), fields=("kind",), name="one_set_of_terms_for_stories"),
                    models.UniqueConstraint(condition=models.Q(("kind", "wall")), fields=("kind",), name="one_slot_for_the_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "section"), ("section__isnull", False), ("story", None)),
                            models.Q(("kind", "story"), ("section", None)),
                            models.Q(("kind", "wall"), ("section", None), ("story", None)),
                            _connector="OR",
                        ),
                        name="a_slot_of_its_kind",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1), ("seats__lte", 4)), name="one_to_four_seats"),
                    models.CheckConstraint(condition=models.Q(("rate__gte", 1)), name="a_rate_above_nothing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seat_days", to="sponsors.placement")),
                ("slot", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seat_days", to="sponsors.slot")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slot", "day", "seat"), name="a_seat_is_sold_once"),
                    models.UniqueConstraint(fields=("placement", "day"), name="one_seat_a_day"),
                    models.CheckConstraint(condition=models.Q(("seat__gte", 1)), name="seats_from_one"),
                ],
            },
        ),
        migrations.AddField(
            model_name="placement",
            name="slot",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="sponsors.slot"),
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="your name")),
                ("company", models.CharField(max_length=80, verbose_name="company")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("words", models.TextField(max_length=2000, verbose_name="what you would like to know")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("slot", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="enquiries", to="sponsors.slot")),
            ],
            options={
                "verbose_name_plural": "enquiries",
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Blackout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(max_length=200, verbose_name="why, in words for sponsors")),
                (
                    "slot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blackouts",
                        to="sponsors.slot",
                        verbose_name="slot (none: all of them)",
                    ),
                ),
            ],
            options={
                "verbose_name": "blackout",
                "ordering": ["starts", "id"],
                "constraints": [models.CheckConstraint(condition=models.Q(("ends__gte", models.F("starts"))), name="a_blackout_ends_after_it_starts")],
            },
        ),
        migrations.CreateModel(
            name="SourceMinute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=32)),
                ("minute", models.PositiveBigIntegerField()),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="source_minutes_by_age")],
                "constraints": [models.UniqueConstraint(fields=("source", "minute"), name="a_source_and_minute")],
            },
        ),
        migrations.CreateModel(
            name="Sponsor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name, as readers will see it")),
                ("key", models.CharField(db_index=True, editable=False, max_length=80)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("site", models.URLField(max_length=300, verbose_name="web site")),
                ("logo", models.ImageField(blank=True, height_field="logo_height", upload_to="sponsors", verbose_name="logo", width_field="logo_width")),
                ("logo_width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("logo_height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("bill_name", models.CharField(max_length=120, verbose_name="name on the bill")),
                ("bill_address", models.TextField(max_length=400, verbose_name="billing address")),
                ("bill_email", models.EmailField(max_length=254, verbose_name="e-mail for bills")),
                ("tax_number", models.CharField(blank=True, max_length=40, verbose_name="tax number")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "waiting for an editor"), ("accepted", "accepted"), ("declined", "declined"), ("closed", "closed")],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("businesses", models.ManyToManyField(blank=True, related_name="sponsors", to="businesses.business", verbose_name="businesses it is or owns")),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsors",
                        to="sponsors.lineofbusiness",
                        verbose_name="line of business",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="placement",
            name="sponsor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="sponsors.sponsor"),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "owner"), ("manager", "manager"), ("reporter", "reporter (figures only)")], max_length=12, verbose_name="role"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sponsor_members", to=settings.AUTH_USER_MODEL)),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="members", to="sponsors.sponsor")),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [models.UniqueConstraint(fields=("sponsor", "user"), name="a_member_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "owner"), ("manager", "manager"), ("reporter", "reporter (figures only)")], max_length=12, verbose_name="role"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="sponsors.sponsor")),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("stopped_at", None)), fields=("sponsor", "email"), name="one_open_invitation_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("views", models.PositiveIntegerField(default=0)),
                ("clicks", models.PositiveIntegerField(default=0)),
                ("discarded", models.PositiveIntegerField(default=0)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="day_totals", to="sponsors.placement")),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sponsors.sponsor")),
            ],
            options={
                "ordering": ["day", "placement_id"],
                "indexes": [models.Index(fields=["sponsor", "day"], include=("views", "clicks", "discarded"), name="totals_of_a_sponsor")],
                "constraints": [models.UniqueConstraint(fields=("placement", "day"), name="one_total_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Clash",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300, verbose_name="how it was settled")),
                ("facts", models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("settled_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("story", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sponsor_clashes", to="stories.storypage")),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="clashes", to="sponsors.sponsor")),
            ],
            options={
                "ordering": ["-settled_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("story", "sponsor"), name="a_clash_is_settled_once")],
            },
        ),
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("invoice", "invoice"), ("credit", "credit note")], max_length=8)),
                ("number", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("net", models.PositiveIntegerField()),
                ("tax_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("tax", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("as_issued", models.JSONField(default=dict)),
                ("paid_at", models.DateTimeField(blank=True, null=True)),
                ("paid_words", models.CharField(blank=True, max_length=200, verbose_name="how it was paid")),
                (
                    "credits",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="credit_notes", to="sponsors.bill"),
                ),
                ("issued_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="sponsors.placement")),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="sponsors.sponsor")),
            ],
            options={
                "ordering": ["-issued_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="a_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credits", None), ("kind", "invoice")), models.Q(("credits__isnull", False), ("kind", "credit")), _connector="OR"
                        ),
                        name="a_credit_note_names_its_invoice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total", django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("tax")))),
                        name="total_is_net_and_tax",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="numbers_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SponsorTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hold_hours",
                    models.PositiveSmallIntegerField(
                        default=72, validators=[django.core.validators.MinValueValidator(1)], verbose_name="a hold lapses after hours"
                    ),
                ),
                ("bill_from", models.TextField(blank=True, max_length=400, verbose_name="your name and address on bills")),
                ("bill_tax_number", models.CharField(blank=True, max_length=40, verbose_name="your tax number")),
                (
                    "tax_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="tax on bills, percent",
                    ),
                ),
                ("pay_within_days", models.PositiveSmallIntegerField(default=14, verbose_name="to be paid within days")),
                (
                    "pay_words",
                    models.TextField(
                        blank=True,
                        help_text="Stands on every bill: your bank account, for instance. The bill's number is added.",
                        max_length=600,
                        verbose_name="how to pay",
                    ),
                ),
                ("site", models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site")),
            ],
            options={
                "verbose_name": "sponsorship terms",
            },
        ),
        migrations.CreateModel(
            name="WaitingFor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("slot", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="waiting_list", to="sponsors.slot")),
                ("sponsor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="waits_for", to="sponsors.sponsor")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("told_at", None)), fields=("slot", "sponsor", "starts", "ends"), name="waits_once"),
                    models.CheckConstraint(condition=models.Q(("ends__gte", models.F("starts"))), name="waits_for_days_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("page", models.CharField(max_length=12)),
                ("story_id", models.PositiveBigIntegerField(default=0)),
                ("views", models.PositiveIntegerField(default=0)),
                ("clicks", models.PositiveIntegerField(default=0)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="day_pages", to="sponsors.placement")),
            ],
            options={
                "ordering": ["day", "page", "story_id"],
                "constraints": [models.UniqueConstraint(fields=("placement", "day", "page", "story_id"), name="one_page_a_day")],
            },
        ),
        migrations.CreateModel(
            name="DayDiscard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("hit", models.CharField(choices=[("view", "seen"), ("click", "clicked")], max_length=8)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("bot", "a robot that says so"),
                            ("prefetch", "loaded ahead by a browser, not seen"),
                            ("staff", "somebody of the newsroom"),
                            ("member", "one of your own members"),
                            ("repeated", "the same hit again"),
                            ("expired", "from a page that was kept too long"),
                            ("too-fast", "faster than anybody reads"),
                            ("flood", "too many from one source"),
                            ("origin", "sent from another site"),
                            ("scanner", "a program that checks links in mails"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="day_discards", to="sponsors.placement")),
            ],
            options={
                "ordering": ["day", "hit", "reason"],
                "constraints": [models.UniqueConstraint(fields=("placement", "day", "hit", "reason"), name="one_discard_a_day")],
            },
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.UniqueConstraint(condition=models.Q(("state__in", ["draft", "waiting"])), fields=("placement",), name="one_open_creative"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["sponsor", "-starts", "-id"], name="placements_of_a_sponsor"),
        ),
    ]
