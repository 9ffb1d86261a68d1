"""Items are pages: one for each language, in the tree of the agency they come from.

The words are translated page by page. Topic, pictures, clip and the commercial flag
belong to the item, not to a language: they are read from the source-language page only.
"""

from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtailmedia.edit_handlers import MediaChooserPanel

from hub.content.enums import ItemKind, Lane
from hub.content.forms import ItemForm, OfTheItemPanel, is_source
from hub.content.lanes import (
    FolderPermissionTester,
    ItemPermissionTester,
    check_approved,
)
from hub.content.panels import SourcePanel
from hub.content.sources import Words, remember
from hub.lib.localrows import LocalName, Named

BODY_LIMIT = 2000


class Topic(Named, ClusterableModel):
    """What an item is about: the groups of Đ2.1 and, below them, those of Đ3.2."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    clause = models.CharField(
        _("clause"), max_length=20, help_text=_("As printed in the regulation: Đ2.1.a.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
        verbose_name=_("part of"),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering: ClassVar = ["sort_order", "code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class TopicName(LocalName):
    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "locale"], name="one_name_per_topic_and_language"
            )
        ]
        verbose_name = _("name of a topic")
        verbose_name_plural = _("names of topics")


class ContentIndexPage(Page):
    """The root of one language's content."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["hub_content.AgencyPage"]
    override_translatable_fields: ClassVar = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("content root")
        verbose_name_plural = _("content roots")


class AgencyPage(Page):
    """Everything one agency wrote in one language. Rights are given here."""

    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )

    parent_page_types: ClassVar = ["hub_content.ContentIndexPage"]
    subpage_types: ClassVar = [
        "hub_content.StoryPage",
        "hub_content.NoticePage",
        "hub_content.GalleryPage",
        "hub_content.ClipPage",
    ]
    # Whose folder it is decides who gets rights on it: nobody changes that by hand.
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("agency", read_only=True),
    ]
    override_translatable_fields: ClassVar = [
        SynchronizedField("slug"),
        SynchronizedField("agency"),
    ]

    class Meta:
        verbose_name = _("agency's folder")
        verbose_name_plural = _("agencies' folders")

    def permissions_for_user(self, user: Any) -> FolderPermissionTester:
        return FolderPermissionTester(user, self)


class ItemPage(Page):
    """What all kinds of item share. A table of its own: one query reads every kind."""

    kind: ClassVar[ItemKind]

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="items", verbose_name=_("topic")
    )
    body = models.TextField(
        _("text"),
        blank=True,
        validators=[MaxLengthValidator(BODY_LIMIT)],
        help_text=_("Shown on the wall as it is. An empty line parts paragraphs."),
    )
    is_commercial = models.BooleanField(
        _("commercial"),
        default=False,
        help_text=_("Advertising, or a sponsor's message."),
    )
    # Of a translation: the words it was made from (`sources`). Empty at the source.
    source_title = models.CharField(max_length=255, blank=True, editable=False)
    source_body = models.TextField(blank=True, editable=False)
    source_revision = models.PositiveBigIntegerField(null=True, editable=False)

    lane = models.CharField(
        _("lane"),
        max_length=10,
        choices=Lane,
        default=Lane.PROVINCE,
        help_text=_("Until it is submitted you can choose the other lane."),
    )

    is_creatable = False
    parent_page_types: ClassVar = ["hub_content.AgencyPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("body"),
        SynchronizedField("slug"),
        SynchronizedField("topic"),
        SynchronizedField("is_commercial"),
        SynchronizedField("lane"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("body"),
        index.SearchField("words_beside"),
    ]
    base_form_class = ItemForm
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Items begin in the source language; other languages are translations."""
        return is_source(parent) and super().can_create_at(parent)

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> "ItemPage":
        """The copy remembers the words that it begins with."""
        page: ItemPage = super().copy_for_translation(*args, **kwargs)
        remember(page, Words(self.title, self.body, self.latest_revision_id))
        page.save(clean=False)
        page.save_revision(clean=False)
        return page

    def with_content_json(self, content: dict[str, Any]) -> "ItemPage":
        """A draft older than what it would remember takes that from the page."""
        page: ItemPage = super().with_content_json(content)
        if "source_title" not in content:
            remember(
                page, Words(self.source_title, self.source_body, self.source_revision)
            )
        return page

    def words_beside(self) -> list[str]:
        """What else it is looked for by: its topic, its agency, and what its files say."""
        folder = AgencyPage.objects.parent_of(self).select_related("agency").first()
        named = [self.topic, *([folder.agency] if folder else [])]
        names = [row.name for one in named for row in one.names.all()]
        return names + [words for file in self.files() for words in file.words()]

    def files(self) -> list[Any]:
        """The pictures or the clip that it shows."""
        return []

    def permissions_for_user(self, user: Any) -> ItemPermissionTester:
        return ItemPermissionTester(user, self)

    def get_workflow(self) -> Any:
        """The steps of its lane, as the app says that keeps lanes; it registers itself."""
        (find,) = hooks.get_hooks("find_workflow_of_item")
        return find(self)

    @property
    def has_workflow(self) -> bool:
        """Wagtail's looks at the pages above it."""
        return self.get_workflow() is not None

    def publish(
        self,
        revision: Any,
        user: Any = None,
        *,
        skip_permission_checks: bool = False,
        **kwargs: Any,
    ) -> None:
        """Only what its lane has approved. Raises PermissionDenied.

        Programs that set a province up skip the check; nobody at a desk can.
        """
        if not skip_permission_checks:
            check_approved(self, revision)
        super().publish(revision, user=user, skip_permission_checks=True, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Drawn by the face that knows the screens; it registers itself."""
        (draw,) = hooks.get_hooks("serve_item_preview")
        answer: HttpResponse = draw(self, request)
        return answer


def item_panels(*of_this_kind: Any) -> list[Any]:
    """The words first; then what belongs to the item and not to a language."""
    return [
        # Plain: Wagtail's own keeps an address in step, which items do not show.
        FieldPanel(
            "title", heading=_("Title"), help_text=_("The headline on the wall.")
        ),
        FieldPanel("body"),
        SourcePanel(),
        OfTheItemPanel(list(of_this_kind)),
        OfTheItemPanel(
            [FieldPanel("topic"), FieldPanel("is_commercial"), FieldPanel("lane")],
            heading=_("About this item"),
        ),
    ]


class StoryPage(ItemPage):
    kind = ItemKind.STORY
    picture = models.ForeignKey(
        "hub_media.HubImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    content_panels: ClassVar = item_panels(FieldPanel("picture"))
    override_translatable_fields: ClassVar = [
        *ItemPage.override_translatable_fields,
        SynchronizedField("picture"),
    ]

    def files(self) -> list[Any]:
        return [self.picture] if self.picture else []

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")


class NoticePage(ItemPage):
    kind = ItemKind.NOTICE

    content_panels: ClassVar = item_panels()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")


class GalleryPage(ItemPage):
    kind = ItemKind.GALLERY

    content_panels: ClassVar = item_panels(
        InlinePanel("pictures", heading=_("Pictures"), label=_("Picture"), min_num=1)
    )
    override_translatable_fields: ClassVar = [
        *ItemPage.override_translatable_fields,
        SynchronizedField("pictures"),
    ]

    def files(self) -> list[Any]:
        return [row.image for row in self.pictures.select_related("image")]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")


class GalleryPicture(Orderable):
    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "hub_media.HubImage",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("picture"),
    )

    panels: ClassVar = [FieldPanel("image")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a gallery")
        verbose_name_plural = _("pictures of a gallery")

    def __str__(self) -> str:
        return str(self.image)


class ClipPage(ItemPage):
    kind = ItemKind.CLIP
    clip = models.ForeignKey(
        "hub_media.HubMedia",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"type": "video"},
        verbose_name=_("clip"),
    )

    content_panels: ClassVar = item_panels(
        MediaChooserPanel("clip", media_type="video")
    )
    override_translatable_fields: ClassVar = [
        *ItemPage.override_translatable_fields,
        SynchronizedField("clip"),
    ]

    def files(self) -> list[Any]:
        return [self.clip]

    class Meta:
        verbose_name = _("clip")
        verbose_name_plural = _("clips")
