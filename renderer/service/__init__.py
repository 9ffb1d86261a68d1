"""The renderer as a process that stays.

`watch` keeps the loops up to date, `stills` draws single pictures for the hub.
"""
