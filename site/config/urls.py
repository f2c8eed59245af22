"""Every address of the site on one screen. What readers see goes through our lean views; Wagtail serves what is left."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from pages.cms_gate import cms_gate
from pages.views import asked, contact, desk, directories, embed, feeds, front, media, operations, pin, quote_desk, search, stage, vote, wall
from stories.views import reading

urlpatterns = [
    path("", front.front, name="front"),
    path("stories/", reading.stories, name="stories"),
    path("stories/<slug:section>/", reading.section, name="section"),
    path("stories/<slug:section>/feed.<str:form>", feeds.section, name="section_feed"),
    path("stories/<slug:section>/<slug:slug>/", reading.story, name="story"),
    path("corrections/", reading.corrections, name="corrections"),
    path("businesses/", directories.businesses, name="businesses"),
    path("businesses/<slug:slug>/", directories.business, name="business"),
    path("businesses/<slug:slug>/feed.<str:form>", feeds.business, name="business_feed"),
    path("places/", directories.places, name="places"),
    path("places/<slug:slug>/", directories.place, name="place"),
    path("places/<slug:slug>/feed.<str:form>", feeds.place, name="place_feed"),
    path("writers/", directories.writers, name="writers"),
    path("writers/join/", directories.join, name="join"),
    path("writers/<slug:handle>/", directories.writer, name="writer"),
    path("writers/<slug:handle>/feed.<str:form>", feeds.writer, name="writer_feed"),
    path("wall/", wall.wall, name="wall"),
    path("wall/pin/", pin.pin, name="pin"),
    path("wall/pin/token/", pin.token, name="pin_token"),
    path("wall/pin/waiting/", pin.waiting, name="pin_waiting"),
    path("wall/pin/done/<str:receipt>/", pin.done, name="pin_done"),
    path("wall/vote/", vote.vote, name="vote"),
    path("wall/quotes/<int:pk>/", wall.quote, name="quote"),
    path("wall/quotes/<int:pk>/card.png", wall.card_picture, name="quote_card"),
    path("wall/quotes/<int:pk>/withdraw/<str:token>/", quote_desk.withdraw_by_link, name="quote_withdraw"),
    path("ask/<slug:key>/", asked.asked, name="asked"),
    path("ask/<slug:key>/stop/", asked.stop, name="ask_stop"),
    path("wall/<slug:slug>/", wall.wall_prompt, name="wall_prompt"),
    path("wall/<slug:slug>/feed.<str:form>", feeds.wall_prompt, name="wall_prompt_feed"),
    path("wall/<slug:slug>/stage/", stage.stage, name="wall_stage"),
    path("wall/<slug:slug>/stage/next/", stage.answers, name="wall_stage_next"),
    path("embed/quotes/<int:pk>/", embed.quote, name="quote_embed"),
    path("embed/wall/<slug:slug>/", embed.wall, name="wall_embed"),
    path("oembed/", embed.oembed, name="oembed"),
    path("search/", search.search, name="search"),
    path("", include("sponsors.urls")),
    path("", include("writers.urls")),
    path("", include("community.urls")),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact_sent"),
    path("tell/", include("stories.views.tell_urls")),
    path("desk/", desk.desk, name="desk"),
    path("desk/landing/", desk.landing, name="landing"),
    path("desk/quotes/<int:pk>/withdraw/", quote_desk.withdraw, name="desk_quote_withdraw"),
    path("desk/session/", desk.session, name="desk_session"),
    path("desk/stories/", include("stories.views.desk_urls")),
    path("feeds/stories.<str:form>", feeds.stories, name="stories_feed"),
    path("feeds/wall.<str:form>", feeds.wall, name="wall_feed"),
    path("feeds/", feeds.index, name="feeds"),
    path("accounts/", include("allauth.urls")),
    path("cms/", include([path("login/", cms_gate), path("", include(wagtailadmin_urls))])),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.media, name="media"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("sitemap.xml", operations.sitemap, name="sitemap"),
    path("robots.txt", operations.robots, name="robots"),
    path("humans.txt", operations.humans, name="humans"),
    path(".well-known/security.txt", operations.security, name="security"),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("demo.urls"))]

# Only the pages: the rest of wagtail.urls is a second sign-in form without rate limit or second factor.
urlpatterns += [re_path(serve_pattern, serve, name="wagtail_serve")]
