"""Every address of sponsorships: what is for sale, a sponsor's desk, figures and bills, and what browsers call."""

from sponsors.views import desk_urls, figures_urls, hits_urls, public_urls

urlpatterns = [*public_urls.urlpatterns, *desk_urls.urlpatterns, *figures_urls.urlpatterns, *hits_urls.urlpatterns]
