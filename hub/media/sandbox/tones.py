"""From HDR to SDR as a table of colours: PQ or HLG in BT.2020 to BT.709.

FFmpeg's own way needs zscale, which PyAV's build lacks; a 3D table does the same in one
step and needs nothing but its lut3d filter.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]
POINTS = 33
# Diffuse white of HDR programmes (ITU-R BT.2408), shown as nearly full white.
WHITE_NITS = 203.0
# Brighter than this is shown as full white.
PEAK_NITS = 1000.0
# Up to here light is kept as it is; above, it is rolled off (Reinhard, extended).
KNEE = 0.6
BT2020_TO_BT709 = np.array(
    [
        [1.660491, -0.587641, -0.072850],
        [-0.124550, 1.132900, -0.008349],
        [-0.018151, -0.100579, 1.118730],
    ]
)
LUMINANCE_2020 = np.array([0.2627, 0.6780, 0.0593])


def write_cube(folder: Path, curve: str) -> Path:
    """Once for each curve; red runs fastest, as the .cube format has it."""
    path = folder / f"{curve.lower()}.cube"
    if not path.exists():
        grid = np.linspace(0, 1, POINTS)
        blue, green, red = np.meshgrid(grid, grid, grid, indexing="ij")
        colours = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
        rows = map("{:.6f} {:.6f} {:.6f}".format, *to_sdr(colours, curve).T)
        path.write_text(f"LUT_3D_SIZE {POINTS}\n" + "\n".join(rows) + "\n")
    return path


def to_sdr(colours: Colours, curve: str) -> Colours:
    """Code values 0…1 of HDR to those of SDR."""
    light = _pq_light(colours) if curve == "PQ" else _hlg_light(colours)
    light /= WHITE_NITS
    luminance = light @ LUMINANCE_2020
    mapped = _roll_off(luminance)
    share = np.divide(
        mapped, luminance, out=np.ones_like(luminance), where=luminance > 0
    )
    sdr = (light * share[:, None]) @ BT2020_TO_BT709.T
    return _bt709_code(_into_gamut(sdr, mapped[:, None]))


def _into_gamut(light: Colours, luminance: Colours) -> Colours:
    """Colours that SDR cannot show grow paler, as bright lights do, and keep their hue."""
    room_above = (1 - luminance) / np.maximum(
        light.max(1, keepdims=True) - luminance, 1e-9
    )
    room_below = luminance / np.maximum(luminance - light.min(1, keepdims=True), 1e-9)
    kept = np.clip(np.minimum(room_above, room_below), 0, 1)
    inside: Colours = np.clip(luminance + (light - luminance) * kept, 0, 1)
    return inside


def _roll_off(luminance: Colours) -> Colours:
    """1 stays below full white, the peak becomes it; the slope has no corner."""
    span, peak = 1 - KNEE, (PEAK_NITS / WHITE_NITS - KNEE) / (1 - KNEE)
    above = np.clip((luminance - KNEE) / span, 0, peak)
    rolled = above * (1 + above / peak**2) / (1 + above)
    return np.where(luminance <= KNEE, luminance, KNEE + span * rolled)


def _pq_light(code: Colours) -> Colours:
    """SMPTE ST 2084, in nits."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = code ** (1 / m2)
    light: Colours = (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return light * 10_000


def _hlg_light(code: Colours) -> Colours:
    """ITU-R BT.2100, for a screen of 1000 nits."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    luminance = scene @ LUMINANCE_2020
    gain: Colours = np.maximum(luminance, 1e-9) ** 0.2
    return scene * gain[:, None] * PEAK_NITS


def _bt709_code(light: Colours) -> Colours:
    code: Colours = light ** (1 / 2.4)
    return code
