"""`manage.py rerender`: renders every live story's body again, after its block templates changed."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from stories.models import PublishedStory
from stories.publish import keep
from stories.render import RENDER_VERSION


class Command(BaseCommand):
    help = "Render live stories again whose stored HTML is older than the templates (all of them with --all)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--all", action="store_true")

    def handle(self, *args, **options) -> None:
        rows = PublishedStory.objects.live().select_related("story")
        if not options["all"]:
            rows = rows.exclude(render_version=RENDER_VERSION)
        done = 0
        for row in rows.iterator():
            keep(row.story, shown_at=row.shown_at)
            done += 1
        self.stdout.write(_("%(count)s stories rendered.") % {"count": done})
