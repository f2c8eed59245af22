"""Headers that django-csp and Django's own middleware do not set: permissions, resource policy, the CMS's own policy, media."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from core.cms_starts import taken_out

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
PRIVATE = ("/accounts/", "/cms/", "/desk/")  # whatever answers there, errors too, is nobody else's
# Wagtail's text editor writes styles as it goes, and previews stand in frames. Its scripts in the page are taken out (core/cms_starts.py).
CMS_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
}


class HeadersMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(PRIVATE):
            response.setdefault("Cache-Control", "private, no-store")
        return response


class CmsPolicyMiddleware:
    """Stands inside django-csp: says which policy it should write for the CMS, and makes its pages keep to it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            response._csp_config = CMS_POLICY
            del response["Content-Security-Policy"]  # a preview was answered as the public page, which no frame may show
            response["X-Frame-Options"] = "SAMEORIGIN"
            if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
                response.content = taken_out(response.text)
                response["Content-Length"] = str(len(response.content))
        return response
