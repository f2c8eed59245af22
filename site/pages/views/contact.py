"""The contact page: what somebody typed comes in, a stored message goes to the newsroom; nothing is mailed away."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import throttle
from core.page_cache import reading_page
from pages.forms import ContactForm
from pages.models import ContactMessage

IN_AN_HOUR = 5  # messages from one address
SAME_AGAIN = timedelta(minutes=10)  # the same words within this time are a double click


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        asked = request.GET.get("about", "")
        return _form(request, ContactForm(initial={"about": asked if asked in ContactMessage.About.values else ContactMessage.About.STORY}))
    form = ContactForm(request.POST)
    if form.is_trap_sprung:
        return redirect("contact_sent")  # a script learns nothing from it
    if not form.is_valid():
        return _form(request, form, status=422)
    if not _sent_before(form) and not throttle.allowed(request, "contact", times=IN_AN_HOUR, seconds=3600):
        form.add_error(None, _("This is the sixth message from you within an hour. Please send it later."))
        return _form(request, form, status=429)
    if not _sent_before(form):
        form.save()
    return redirect("contact_sent")


def _sent_before(form: ContactForm) -> bool:
    same = {name: form.cleaned_data[name] for name in ("email", "words")}
    return ContactMessage.objects.filter(**same, sent_at__gt=timezone.now() - SAME_AGAIN).exists()


def _form(request: HttpRequest, form: ContactForm, *, status: int = 200) -> HttpResponse:
    return render(request, "pages/contact.html", {"form": form, "canonical": request.build_absolute_uri("/contact/")}, status=status)


@require_safe
@reading_page
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact_sent.html")
