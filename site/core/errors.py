"""What somebody sees when a form's token is missing or old: words, and the way back, instead of Django's bare page."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"back": request.path}, status=403)
