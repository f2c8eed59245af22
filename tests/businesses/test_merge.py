"""Two businesses that are one: no story and no link is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from businesses.merge import CannotMerge, merge, merge_places
from businesses.models import Business, Place, name_key
from businesses.suggest import place_named
from stories import review
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


def test_merge_brings_no_withdrawn_story_back(published_story, bakery, editor, author):
    review.withdraw(published_story, by=author)
    kept = Business.objects.create(name="Marlow's", slug="marlows", place=bakery.place)

    merge(bakery, into=kept, by=editor)

    assert PublishedStory.objects.get(story=published_story).live is False


def test_story_in_review_is_about_the_kept_business_when_published(make_story, author, bakery, editor, publish):
    story = make_story(author)
    kept = Business.objects.create(name="Marlow's", slug="marlows", place=bakery.place)
    merge(bakery, into=kept, by=editor)

    publish(story)

    assert [b.slug for b in PublishedStory.objects.get(story=story).businesses.all()] == ["marlows"]


def test_twin_is_named_before_the_database_refuses_it(bakery):
    with pytest.raises(ValidationError, match="Marlow Bakery"):
        Business(name="MARLOW bakery", slug="x", place=bakery.place).full_clean()


def test_place_leads_to_the_one_that_is_kept(client, published_story, bakery, editor):
    old, kept = bakery.place, Place.objects.create(name="Bristol RI", region="RI", slug="bristol-ri")

    merge_places(old, into=kept, by=editor)

    answer = client.get(f"/places/{old.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, "/places/bristol-ri/")
    assert (PublishedStory.objects.get(story=published_story).place, place_named("Bristol, Rhode Island")) == (kept, kept)


def test_places_with_twin_businesses_are_not_merged(bakery, editor):
    kept = Place.objects.create(name="Bristol RI", region="RI", slug="bristol-ri")
    Business.objects.create(name="MARLOW bakery", slug="marlow-2", place=kept)

    with pytest.raises(CannotMerge, match="Merge those two businesses first"):
        merge_places(bakery.place, into=kept, by=editor)

    assert Place.objects.get(pk=bakery.place.pk).merged_into is None
