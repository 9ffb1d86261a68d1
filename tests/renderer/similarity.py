"""How alike two pictures look: the structural similarity of Wang et al. (2004)."""

import cv2
import numpy as np

_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """1.0 for the same, over the brightness of two RGB pictures of one size."""
    a, b = (
        cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float64) for p in (one, other)
    )
    mean_a, mean_b = _local(a), _local(b)
    variance_a = _local(a * a) - mean_a**2
    variance_b = _local(b * b) - mean_b**2
    together = _local(a * b) - mean_a * mean_b
    alike = (2 * mean_a * mean_b + _C1) * (2 * together + _C2)
    apart = (mean_a**2 + mean_b**2 + _C1) * (variance_a + variance_b + _C2)
    return float((alike / apart).mean())


def _local(values: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(values, (11, 11), 1.5)
