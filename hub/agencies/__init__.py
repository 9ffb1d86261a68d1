"""Who supplies content and who runs clusters."""
