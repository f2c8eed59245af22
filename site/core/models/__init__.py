"""Plumbing that every app stands on: pages' base, images, site settings, the search table, rings, generations."""

from core.models.generation import Generation
from core.models.images import Image, Rendition
from core.models.pages import BasePage, SiteSettings
from core.models.rings import Ring
from core.models.search import SearchEntry

__all__ = ["BasePage", "Generation", "Image", "Rendition", "Ring", "SearchEntry", "SiteSettings"]
