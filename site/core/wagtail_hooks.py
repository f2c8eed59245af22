"""What every page of the Wagtail admin loads: the script that starts what core/cms_starts.py took out of it."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def start_fields() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/cms-starts.js"))
