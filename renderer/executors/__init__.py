"""Ways to have a loop's missing segments rendered. `local`: on this machine's cores."""
