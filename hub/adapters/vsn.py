"""A Colorlight programme of one loop: a VSN file, and the names the controller asks for.

Pure. The names hold MD5 because the vendor's document says so; nothing here is proven by it.
"""

import hashlib
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from release.format import Loop

VIDEO = "3"
MATERIAL = re.compile(r"F_[0-9A-F]{32}_[1-9][0-9]*\.mp4")
PROGRAMME = re.compile(r"[A-Za-z0-9-]+_[0-9a-f]{32}_[1-9][0-9]*\.vsn")


@dataclass(frozen=True)
class Programme:
    """What a controller fetches: the VSN, and the one file that it plays."""

    vsn: bytes
    vsn_name: str
    material_name: str


def make_programme(loop: Loop, md5: str, name: str) -> Programme:
    """`name` has letters, digits and hyphens alone."""
    material = f"F_{md5.upper()}_{loop.file.size_bytes}.mp4"
    vsn = _write_vsn(loop, material)
    digest = hashlib.md5(vsn, usedforsecurity=False).hexdigest()
    return Programme(vsn, f"{name}_{digest}_{len(vsn)}.vsn", material)


def _write_vsn(loop: Loop, material: str) -> bytes:
    milliseconds = str(loop.frame_count * 1000 // loop.fps)
    size = {"Width": str(loop.width_px), "Height": str(loop.height_px)}
    programmes = Element("Programs")
    programme = SubElement(programmes, "Program")
    _add(SubElement(programme, "Information"), size)
    page = SubElement(SubElement(programme, "Pages"), "Page")
    _add(page, {"AppointDuration": milliseconds, "LoopType": "1"})
    region = SubElement(SubElement(page, "Regions"), "Region")
    _add(SubElement(region, "Rect"), {"X": "0", "Y": "0", **size})
    item = SubElement(SubElement(region, "Items"), "Item")
    _add(item, {"Type": VIDEO, "Duration": milliseconds, "PlayTimes": "1"})
    path = f".\\_Res_.files\\{material}"
    _add(SubElement(item, "FileSource"), {"IsRelative": "1", "FilePath": path})
    return tostring(programmes, encoding="utf-8", xml_declaration=True)


def _add(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, name).text = value
