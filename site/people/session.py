"""A hint for the browser's script that somebody is signed in: pages stay the same for everybody, the header asks for its part."""

HINT = "signed-in"


class SignedInHintMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(response, "reading_page", False) or not hasattr(request, "session"):
            return response
        hinted = HINT in request.COOKIES
        if not hinted and not request.session.accessed:
            return response
        signed_in = "_auth_user_id" in request.session
        if signed_in and not hinted:
            response.set_cookie(HINT, "1", max_age=request.session.get_expiry_age(), samesite="Lax", secure=request.is_secure())
        elif hinted and not signed_in:
            response.delete_cookie(HINT, samesite="Lax")
        return response
