"""The words that the wall page's program says by itself, in the reader's language.

Words in braces are filled in by the program. All other words stand in the templates.
"""

from django.utils.translation import gettext as _


def wall_texts() -> dict[str, str]:
    return {
        "playing": _("On air"),
        "held": _("Holding the last good loop"),
        "rendering": _("Rendering"),
        "waiting": _("Waiting to be rendered"),
        "failed": _("Cannot be rendered"),
        "renderer.idle": _("Renderer: all loops are up to date"),
        "renderer.rendering": _("Renderer: {done} of {total} segments"),
        "renderer.left": _("{work}, {left}"),
        "left.seconds": _("less than a minute left"),
        "left.minutes": _("about {minutes} min left"),
        "left.hours": _("about {hours} h {minutes} min left"),
        "dashboard": _("Watch the work"),
        "renderer.failed": _("Renderer: some loops could not be made"),
        "renderer.unknown": _("Renderer: no news yet"),
        "offline": _("No connection to the hub: showing what was last known"),
        "until": _("By this schedule until {time}"),
        "over": _("The schedule ended at {time}"),
        "next": _("Next: {title}"),
        "metres": _("{width} × {height} m"),
        "test": _("Test cluster"),
        "problems": _("Not shown: {count}"),
        "screen": _("On the player's screen at {time}"),
        "screen.down": _("The player was last heard at {time}"),
        "screen.interrupt": _("urgent message"),
        "screen.ordered slate": _("safe slate, as ordered"),
        "screen.scheduled": _("programme as scheduled"),
        "screen.filler": _("filler"),
        "screen.last good": _("last good loop"),
        "screen.shipped slate": _("the player's own slate"),
        "broken": _("The loop cannot be played here. Open it by the link below."),
    }
