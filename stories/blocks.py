"""The blocks a story's body is made of: settled early, shared by every page, rendered once at publication."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "blockquote"]


class PhotoBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("photograph"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=240)

    class Meta:
        icon = "image"
        label = _("Photograph")
        template = "blocks/photo.html"
        description = _("A photograph with its caption; the description comes from the photograph itself.")


class PullQuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("words"), max_length=280)
    speaker = blocks.CharBlock(label=_("who said it"), required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        template = "blocks/pull_quote.html"
        description = _("A sentence from the story, set large.")
        preview_value = {"words": "You need air.", "speaker": "Ada"}


class FiguresBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("what was counted"), max_length=120)
    before = blocks.CharBlock(label=_("before"), max_length=40)
    after = blocks.CharBlock(label=_("after"), max_length=40)
    unit = blocks.CharBlock(label=_("unit"), required=False, max_length=40)
    period = blocks.CharBlock(label=_("period"), required=False, max_length=80)
    source = blocks.CharBlock(label=_("source"), required=False, max_length=200)
    confirmed_by = blocks.CharBlock(label=_("who confirmed it"), required=False, max_length=120)
    confounder = blocks.CharBlock(label=_("what else changed"), required=False, max_length=300)

    class Meta:
        icon = "table"
        label = _("Figures")
        template = "blocks/figures.html"
        description = _("A measure before and after, its source, and what else changed at the same time.")
        preview_value = {"label": "Standing orders renewed", "before": "11 of 60", "after": "43 of 60", "source": "The order book"}


class LessonBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("what another business could copy tomorrow"), max_length=600)

    class Meta:
        icon = "tick"
        label = _("Lesson")
        template = "blocks/lesson.html"
        description = _("One paragraph that another business could copy tomorrow.")
        preview_value = {"words": "Call before they call you."}


class WallQuoteBlock(blocks.StructBlock):
    """Refers to a quote and never copies its words: a withdrawn quote is gone everywhere."""

    quote = SnippetChooserBlock("quotes.Quote", label=_("quote"))

    class Meta:
        icon = "openquote"
        label = _("Quote from the wall")
        template = "blocks/wall_quote.html"
        description = _("A line from the quote wall, shown live from the wall.")


class EpigraphBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("words"), max_length=400)
    person = blocks.CharBlock(label=_("person"), max_length=120)
    source = blocks.CharBlock(label=_("source"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Epigraph")
        template = "blocks/epigraph.html"
        description = _("A public person's words, with their source, kept apart from what readers said.")
        preview_value = {"words": "The customer is always right.", "person": "Harry Selfridge", "source": "Attributed, 1909"}


class QuestionBlock(blocks.StructBlock):
    prompt = SnippetChooserBlock("quotes.Prompt", label=_("prompt"))

    class Meta:
        icon = "help"
        label = _("Closing question")
        template = "blocks/question.html"
        description = _("A question to readers, answered on the wall.")


class StoryBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"), features=TEXT_FEATURES, template="blocks/text.html", description=_("Paragraphs, headings, lists, links and quotations.")
    )
    photo = PhotoBlock()
    pull_quote = PullQuoteBlock()
    figures = FiguresBlock()
    lesson = LessonBlock()
    wall_quote = WallQuoteBlock()
    epigraph = EpigraphBlock()
    question = QuestionBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        if not any(child.block_type == "text" for child in cleaned):
            raise ValidationError(_("A story needs at least one block of text."))
        return cleaned
