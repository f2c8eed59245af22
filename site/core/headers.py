"""Headers that django-csp and Django's own middleware do not set: permissions, resource policy, the CMS's own policy, media."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
# Wagtail's admin sets styles from its own scripts and shows previews in frames; strangers never get there.
CMS_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
}
# Where strangers' texts are read, nothing of Wagtail's needs a script in the page: only its edit forms and choosers do.
READING_POLICY = CMS_POLICY | {"script-src": [SELF]}
READING = ("/cms/review/", "/cms/sponsors/", "/cms/writers/")


class HeadersMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith("/accounts/"):
            response.setdefault("Cache-Control", "private, no-store")
        return response


class CmsPolicyMiddleware:
    """Stands inside django-csp, and only says which policy it should write for the CMS."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            reading = request.path_info == "/cms/" or request.path_info.startswith(READING)
            response._csp_config = READING_POLICY if reading else CMS_POLICY
            if not settings.DEBUG:
                response.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response
