"""A newsroom's furniture, made once and safe to make again: tree, sections, lists, groups, workflow. Migration-free on purpose:
`make start`, the demo and the tests call this one function."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from moderation import defaults
from people.rules import MODERATORS
from stories.models import FactCheckTask, FirstReadTask, KindOfService, SectionPage, StoriesPage, WaitingRoomPage, WentWrong

SECTIONS = [
    ("food-and-drink", "Food and drink", "Kitchens, counters, carts and the people who remember how you take it."),
    ("repairs-and-trades", "Repairs and trades", "Somebody came, looked, told the truth, and fixed it."),
    ("shops-and-makers", "Shops and makers", "Things sold by people who know what they are selling."),
    ("care-and-health", "Care and health", "Clinics, pharmacies, opticians: service when it matters most."),
    ("travel-and-stays", "Travel and stays", "Rooms, rides and rescues, far from home."),
    ("owners-side", "The owner's side", "What it looks like from behind the counter."),
]
SERVICES = [
    ("put-it-right", "Put it right"),
    ("went-further", "Went further"),
    ("told-the-truth", "Told the truth"),
    ("had-patience", "Had patience"),
    ("remembered-me", "Remembered me"),
    ("made-it-easy", "Made it easy"),
]
WENT_WRONG = [
    ("late", "Late"),
    ("faulty", "Faulty"),
    ("lost", "Lost"),
    ("mis-sold", "Mis-sold"),
    ("unanswered", "Unanswered"),
    ("wrong-bill", "Wrong bill"),
]
EDITORS = "Editors"
SUBMITTED = "Sent in by authors"  # the collection of photographs that came with stories


@dataclass(frozen=True)
class Newsroom:
    front: Page
    stories: StoriesPage
    waiting_room: WaitingRoomPage
    sections: dict[str, SectionPage]


def newsroom(*, host: str = "localhost", port: int = 8000) -> Newsroom:
    root = _root()
    front = _front(root, host, port)
    stories = StoriesPage.objects.first() or front.add_child(instance=StoriesPage(title=_("Stories"), slug="stories", show_in_menus=True))
    waiting = WaitingRoomPage.objects.first() or stories.add_child(instance=WaitingRoomPage(title=_("Waiting room"), slug="waiting-room", live=False))
    _lists()
    defaults.lists()
    _groups(front)
    workflow(stories)
    if not Collection.objects.filter(name=SUBMITTED).exists():
        Collection.get_first_root_node().add_child(instance=Collection(name=SUBMITTED))
    return Newsroom(front, stories, waiting, _sections(stories))


def _root() -> Page:
    Locale.objects.get_or_create(language_code="en-us")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    return Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")


def _front(root: Page, host: str, port: int) -> Page:
    from pages.models import FrontPage

    front = FrontPage.objects.first()
    if front is None:
        Page.objects.filter(depth=2, slug="home").delete()  # Wagtail's welcome page
        root = Page.objects.get(pk=root.pk)
        front = root.add_child(instance=FrontPage(title="Well Served", slug="front"))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": front, "hostname": host, "port": port, "site_name": "Well Served"})
    return front


def _sections(stories: StoriesPage) -> dict[str, SectionPage]:
    if not SectionPage.objects.exists():
        for position, (slug, title, intro) in enumerate(SECTIONS):
            stories.add_child(instance=SectionPage(slug=slug, title=title, intro=intro, position=position, show_in_menus=True))
    return {section.slug: section for section in SectionPage.objects.order_by("position")}


def _lists() -> None:
    for model, rows in ((KindOfService, SERVICES), (WentWrong, WENT_WRONG)):
        if not model.objects.exists():
            model.objects.bulk_create(model(slug=slug, name=name, position=position) for position, (slug, name) in enumerate(rows))


MODERATING = [
    ("wagtailadmin", "access_admin"),
    ("moderation", "add_decision"),  # moderation/rules.py: whoever may decide
    *[("moderation", f"{verb}_{model}") for verb in ("add", "change", "delete", "view") for model in ("listedword", "reason")],
]
PERMISSIONS = [
    *MODERATING,
    ("stories", "review_story"),
    *[("businesses", f"{verb}_{model}") for verb in ("add", "change", "view") for model in ("business", "place")],
    *[("stories", f"{verb}_{model}") for verb in ("add", "change", "view") for model in ("kindofservice", "wentwrong", "lettertemplate")],
    *[("quotes", f"{verb}_{model}") for verb in ("add", "change", "view") for model in ("prompt", "proposal", "quote")],
    *[("people", f"{verb}_byline") for verb in ("add", "change", "view")],
    *[("pages", f"{verb}_contactmessage") for verb in ("change", "view")],
    ("core", "change_sitesettings"),
    ("sponsors", "change_sponsorterms"),
    *[("sponsors", f"{verb}_{model}") for verb in ("add", "change", "view") for model in ("slot", "lineofbusiness")],
    *[("sponsors", f"{verb}_{model}") for verb in ("add", "change", "delete", "view") for model in ("blackout", "housemessage")],
    *[("sponsors", f"{verb}_sponsor") for verb in ("change", "view")],  # sponsors/cms/gate.py: whoever may manage sponsorships
]


def _groups(front: Page) -> None:
    """Editors change and publish every page but stories, which only the review's last step publishes (stories/rules.py)."""
    from pages.models import PlainPage  # noqa: F401  (its permissions must exist)

    editors, _made = Group.objects.get_or_create(name=EDITORS)
    moderators, _made = Group.objects.get_or_create(name=MODERATORS)
    for group, permissions in ((editors, PERMISSIONS), (moderators, MODERATING)):
        group.permissions.add(*[Permission.objects.get(content_type__app_label=app, codename=codename) for app, codename in permissions])
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=editors, page=front, permission=permission)
    for codename in ("add_image", "change_image", "choose_image"):
        permission = Permission.objects.get(content_type__app_label="core", codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=Collection.get_first_root_node(), permission=permission)


def workflow(stories: StoriesPage) -> Workflow:
    first, _made = FirstReadTask.objects.get_or_create(name="First read")
    check, _made = FactCheckTask.objects.get_or_create(name="Fact and consent check")
    review, made = Workflow.objects.get_or_create(name="Story review")
    if made:
        for order, task in enumerate((first, check)):
            WorkflowTask.objects.create(workflow=review, task=task, sort_order=order)
    WorkflowPage.objects.get_or_create(page=stories, defaults={"workflow": review})
    return review
