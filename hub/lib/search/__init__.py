"""The one way in and out of the search index: everything kept or asked is folded here.

Named in the settings, so every search of Wagtail's passes: pages, choosers, pictures,
clips. `folded` is what the two databases have in common.
"""
