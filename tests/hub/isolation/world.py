"""Two agencies that must not see each other: A with all that can be hidden, and B.

Everything of A's that nobody else may read carries `SECRET` in its name or words.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from hub.agencies.models import Agency
from hub.content.actions import add_item, add_translation
from hub.content.models import ItemPage, StoryPage, Topic
from hub.displays.models import Cluster
from hub.incidents.enums import Kind
from hub.incidents.models import Incident
from hub.incidents.opening import Facts, open_incident
from hub.media.models import HubImage, HubMedia
from hub.playout.models import Candidate
from hub.programmes.actions import add_programme
from hub.programmes.models import (
    AirtimeAgreement,
    Daypart,
    DaypartName,
    Programme,
    SpecialDay,
    SpecialDayName,
)
from hub.rights.actions import files_of, set_up_agency
from hub.urgent.models import Message, Target
from release.format import (
    File,
    Loop,
    Release,
    Scene,
    Timetable,
    Window,
    write_document,
)
from tests.hub.builders import (
    ALL_LANGUAGES,
    locale,
    make_agency,
    make_assignment,
    make_cluster,
    make_story,
    picture_file,
)
from tests.hub.rights.people import LONG_AGO, make_holder

SECRET = "zqkin"


@dataclass(frozen=True)
class Side:
    """One agency with its people, items, files, cluster and programme."""

    agency: Agency
    writer: User
    programmer: User
    publisher: User
    published: ItemPage
    draft: ItemPage
    picture: HubImage
    clip: HubMedia
    cluster: Cluster
    programme: Programme
    daypart: Daypart
    special_day: SpecialDay
    agreement: AirtimeAgreement
    release: Candidate
    incident: Incident
    message: Message

    @property
    def people(self) -> tuple[User, ...]:
        return self.writer, self.programmer, self.publisher


@dataclass(frozen=True)
class World:
    a: Side
    b: Side


def make_world() -> World:
    make_agency("so-tttt", "Sở Thông tin và Truyền thông")
    return World(
        a=make_side("so-du-lich", "Sở Du lịch", SECRET),
        b=make_side("bao-lao-cai", "Báo Lào Cai", "rieng"),
    )


def make_side(code: str, name: str, word: str) -> Side:
    agency = make_agency(code, name)
    set_up_agency(agency)
    cluster = _make_cluster(f"cum-{code}", agency)
    writer, programmer, publisher = (
        make_holder(role, agency, f"{code}-{role}")
        for role in ("contributor", "operator_editor", "operator_approver")
    )
    collection = files_of(agency)
    collection.name = f"{word} kho tệp"
    collection.save()
    picture = make_picture(word, collection)
    published = make_story("Tin đã đăng", agency=agency, picture=picture)
    return Side(
        agency=agency,
        writer=writer,
        programmer=programmer,
        publisher=publisher,
        published=_with_later_draft(published, word, writer),
        draft=_make_draft(word, agency, writer, picture),
        picture=picture,
        clip=make_clip(word, collection),
        cluster=cluster,
        programme=_make_programme(word, cluster, published),
        daypart=_make_daypart(word, cluster),
        special_day=_make_special_day(word, cluster),
        agreement=AirtimeAgreement.objects.create(
            agency=agency,
            cluster=cluster,
            seconds_per_loop=60,
            reference=f"{word} 12/TT",
            valid_from=LONG_AGO,
        ),
        release=_make_release(word, cluster),
        incident=_make_incident(word, cluster),
        message=_make_message(word, cluster, publisher),
    )


def _make_incident(word: str, cluster: Cluster) -> Incident:
    """What was seen at a gate is between those who run it and those who are told."""
    facts = Facts(f"{word} chữ lạ", ("ALTERED",))
    return open_incident(cluster, Kind.CYBER, timezone.now(), facts=facts)


def _make_message(word: str, cluster: Cluster, person: User) -> Message:
    """An urgent message that is not sent yet."""
    now = timezone.now()
    message = Message.objects.create(
        texts={"vi": {"title": f"{word} tin khẩn", "body": ""}},
        directive_body=f"{word} cơ quan",
        made_by=person,
        ends_at=now + timedelta(hours=1),
    )
    Target.objects.create(message=message, cluster=cluster)
    return message


def _make_release(word: str, cluster: Cluster) -> Candidate:
    """Waits to be approved; the title of its one scene is the agency's own."""
    now, file = timezone.now(), File(sha256="1" * 64, size_bytes=1)
    scene = Scene(
        start_frame=0,
        frame_count=250,
        slot_id="1",
        item_key=word,
        titles={"vi": f"{word} bản tin"},
        faces=(),
    )
    loop = Loop(
        file=file,
        poster=file,
        width_px=768,
        height_px=384,
        fps=25,
        frame_count=250,
        scenes=(scene,),
    )
    window = Window(
        start=now, end=now + timedelta(days=8), loops={"khung-1": file.sha256}
    )
    timetable = Timetable(
        cluster=cluster.code,
        created=now,
        windows=(window,),
        loops={file.sha256: loop},
    )
    return Candidate.objects.create(
        cluster=cluster,
        seq=1,
        document=write_document(
            Release(seq=1, timetable=timetable, filler={}, slate={})
        ),
        sha256="2" * 64,
        made_at=now,
        expires_at=now + timedelta(hours=24),
    )


def _make_cluster(code: str, operator: Agency) -> Cluster:
    cluster = make_cluster(code)
    cluster.assignments = [make_assignment()]
    cluster.assignments = [_assigned_to(operator)]
    cluster.save()
    return cluster


def _assigned_to(operator: Agency) -> Any:
    assignment = make_assignment()
    assignment.operator = operator
    return assignment


def make_picture(word: str, collection: Any) -> HubImage:
    image = HubImage(
        title=f"{word} ảnh",
        file=picture_file(f"{word}-anh.png"),
        collection=collection,
        credit=f"{word} tác giả",
    )
    image._set_image_file_metadata()
    image.save()
    return image


def make_clip(word: str, collection: Any) -> HubMedia:
    """Its bytes are never decoded here: only who may reach it matters."""
    return HubMedia.objects.create(
        title=f"{word} clip",
        type="video",
        collection=collection,
        probe_state="GOOD",
        duration=2,
        file=ContentFile(b"goc", name=f"{word}-clip.mp4"),
        master=ContentFile(b"chuan", name=f"{word}-master.mp4"),
        edited=ContentFile(b"sua", name=f"{word}-edited.mp4"),
    )


def _with_later_draft(item: ItemPage, word: str, user: User) -> ItemPage:
    """The published words stay; what will follow them is nobody else's business yet."""
    for page in ItemPage.objects.filter(translation_key=item.translation_key):
        specific = page.specific
        specific.title, specific.body = f"{word} tựa mới", f"{word} lời mới"
        specific.save_revision(user=user, log_action=True)
    return item


def _make_draft(word: str, agency: Agency, user: User, picture: HubImage) -> ItemPage:
    page = StoryPage(
        title=f"{word} tin nháp",
        body=f"{word} lời nháp",
        topic=Topic.objects.get(code="culture"),
        picture=picture,
    )
    item = add_item(page, agency, user=user)
    for language in ALL_LANGUAGES[1:]:
        add_translation(item, language, f"{word} {language}", f"{word} lời", user=user)
    _submit(item, user)
    _note_translation(item)
    return item


def _submit(item: ItemPage, user: User) -> None:
    workflow, is_new = Workflow.objects.get_or_create(name="Duyệt thử")
    if is_new:
        task = GroupApprovalTask.objects.create(name="Duyệt thử")
        WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(item.specific, user)


def _note_translation(item: ItemPage) -> None:
    """As if somebody had asked for a translation through wagtail-localize."""
    source, _ = TranslationSource.get_or_create_from_instance(item.specific)
    Translation.objects.create(source=source, target_locale=locale("en"), enabled=False)


def _make_programme(word: str, cluster: Cluster, item: ItemPage) -> Programme:
    programme = add_programme(cluster, f"{word} chương trình", [(item, 8)])
    programme.title = f"{word} chương trình sau"
    programme.save_revision(log_action=True)
    return programme


def _make_daypart(word: str, cluster: Cluster) -> Daypart:
    daypart = Daypart(code=f"{word}-toi", cluster=cluster, start="18:00", end="22:00")
    daypart.names = [DaypartName(locale=locale("vi"), name=f"{word} tối")]
    daypart.save()
    return daypart


def _make_special_day(word: str, cluster: Cluster) -> SpecialDay:
    day = date(2027, 2, 6)
    special = SpecialDay(code=f"{word}-tet", first_day=day, last_day=day)
    special.names = [SpecialDayName(locale=locale("vi"), name=f"{word} Tết")]
    special.clusters = [cluster]
    special.save()
    return special
