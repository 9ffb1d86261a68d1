"""Pictures, clips and sound, and what was measured of them."""
