"""A SMIL presentation of one loop, for garlic-player, IAdea, QBiC and signageOS. Pure.

Two items at least, since some players stop between one item and itself; no wallclock,
since their clocks and ours differ: the document changes instead, and is asked for each
minute. `Refresh` stands last of the metas.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from release.format import Loop

CONTENT_TYPE = "application/smil"
REFRESH_SECONDS = 60
REPORTS = {
    "SystemReport": 300,
    "InventoryReport": 300,
    "PlaylogCollection": 300,
}


def write_smil(
    loop: Loop | None, title: str, address: str, reports: Mapping[str, str]
) -> str:
    """`reports` says where each kind is put."""
    smil = Element("smil", xmlns="http://www.w3.org/ns/SMIL")
    head = SubElement(smil, "head")
    _subscribe(head, reports)
    if loop:
        layout = SubElement(head, "layout")
        size = {"width": str(loop.width_px), "height": str(loop.height_px)}
        SubElement(layout, "root-layout", size, backgroundColor="#000000")
        SubElement(layout, "region", size, regionName="screen", top="0", left="0")
    SubElement(head, "meta", name="title", content=title)
    SubElement(head, "meta", {"http-equiv": "Refresh", "content": str(REFRESH_SECONDS)})
    sequence = SubElement(SubElement(smil, "body"), "seq", repeatCount="indefinite")
    if loop:
        _add_item(sequence, loop, address, 1)
        _add_item(sequence, loop, address, 2)
    return tostring(smil, encoding="unicode", xml_declaration=True)


def _subscribe(head: Element, reports: Mapping[str, str]) -> None:
    metadata = SubElement(head, "metadata")
    subscriptions = SubElement(SubElement(metadata, "server"), "subscriptions")
    for kind, seconds in REPORTS.items():
        one = SubElement(subscriptions, "subscription")
        for name, value in (
            ("type", kind),
            ("action", reports[kind]),
            ("method", "put"),
            ("refreshInterval", str(seconds)),
        ):
            SubElement(one, name).text = value


def _add_item(sequence: Element, loop: Loop, address: str, number: int) -> None:
    """What is played is told by the loop's digest."""
    video = SubElement(
        sequence,
        "video",
        {"xml:id": f"v{number}-{loop.file.sha256}"},
        src=address,
        type="video/mp4",
        region="screen",
        fit="fill",
    )
    SubElement(video, "param", name="logContentId", value=loop.file.sha256)
