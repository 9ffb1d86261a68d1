"""Tags of the screens' templates."""
