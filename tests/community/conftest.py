from datetime import timedelta

import pytest
from django.utils import timezone

from quotes.models import Prompt


@pytest.fixture
def prompt(db):
    return Prompt.objects.create(title="What does CS mean to you?", slug="cs", opens_at=timezone.now() - timedelta(days=3))
