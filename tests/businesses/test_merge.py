"""Two businesses that are one: no story and no link is lost."""

import pytest
from django.db import IntegrityError, transaction

from businesses.merge import CannotMerge, merge
from businesses.models import Business, name_key
from stories.models import PublishedStory


def test_stories_follow_the_business_that_is_kept(published_story, bakery, editor):
    kept = Business.objects.create(name="Marlow's", slug="marlows", place=bakery.place)

    merge(bakery, into=kept, by=editor)

    assert [b.slug for b in PublishedStory.objects.get(story=published_story).businesses.all()] == ["marlows"]
    assert Business.objects.get(pk=bakery.pk).merged_into == kept


def test_business_is_not_merged_into_itself(bakery, editor):
    with pytest.raises(CannotMerge):
        merge(bakery, into=bakery, by=editor)


def test_name_that_differs_by_case_or_accent_is_the_same_business(bakery):
    assert name_key("  MÁRLOW   bakery ") == bakery.key
    with pytest.raises(IntegrityError), transaction.atomic():
        Business.objects.create(name="Márlow BAKERY", slug="marlow-2", place=bakery.place)
