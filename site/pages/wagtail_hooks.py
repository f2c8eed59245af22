"""Messages from the contact page and bylines, in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import ContactMessage
from people.models import Byline


class ContactMessages(SnippetViewSet):
    model = ContactMessage
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["name", "about", "sent_at", "answered_at"]
    list_filter = ["about"]
    panels = [
        FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("email", read_only=True)]),
        FieldPanel("about", read_only=True),
        FieldPanel("words", read_only=True),
        FieldPanel("answered_at", help_text=_("Answer by e-mail, then say when: the message leaves the queue.")),
    ]


class Bylines(SnippetViewSet):
    model = Byline
    icon = "user"
    menu_label = _("Bylines")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["name", "handle", "kind"]
    search_fields = ["name", "handle"]
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("handle")]), FieldPanel("beat"), FieldPanel("bio")]


register_snippet(ContactMessages)
register_snippet(Bylines)
