"""What the reasons and alarms of a player are called here, and what to do about an alarm."""

from django.utils.translation import gettext_lazy as _

from release.reports import AlarmCode, Rung

RUNGS = {
    Rung.INTERRUPT: _("urgent message"),
    Rung.ORDERED_SLATE: _("safe slate, as ordered"),
    Rung.SCHEDULED: _("programme as scheduled"),
    Rung.FILLER: _("filler"),
    Rung.LAST_GOOD: _("the last loop that played well"),
    Rung.SHIPPED_SLATE: _("safe slate that came with the player"),
}

# What is wrong, and what whoever sits before the page does about it.
ALARMS = {
    AlarmCode.ROLLBACK: (
        _("The server offered an older release than was shown"),
        _(
            "The player refused it. Find out who changed the published files; "
            "after a restore raise the numbers."
        ),
    ),
    AlarmCode.FROZEN: (
        _("The server offers nothing new though its signature ran out"),
        _("Look whether the hub's worker signs the timestamp, and at the clock there."),
    ),
    AlarmCode.FORGED: (
        _("Data did not fit its signature or digest"),
        _("The player refused it. Treat it as an attack: report a cyber incident now."),
    ),
    AlarmCode.MIXED: (
        _("Data were put together from different releases"),
        _("The player refused them. Treat it as an attack: report a cyber incident."),
    ),
    AlarmCode.ENDLESS: (
        _("The server sent more data than can be right"),
        _("The player refused them. Treat it as an attack: report a cyber incident."),
    ),
    AlarmCode.ANOTHER_CLUSTERS: (
        _("The data are another cluster's"),
        _("Compare the cluster and the repository's address in the player's file."),
    ),
    AlarmCode.NOTHING_TRUSTED: (
        _("Nothing was verified on this machine yet"),
        _("Connect its network, or bring the release on a USB stick."),
    ),
    AlarmCode.EXPIRED: (
        _("The signature ran out; the old release plays on"),
        _("Have a new release approved; look whether the site's network works."),
    ),
    AlarmCode.UNREACHABLE: (
        _("The player does not reach the repository"),
        _(
            "Look at the web server and at the site's network; the old release plays on."
        ),
    ),
    AlarmCode.FETCHING: (
        _("A file of the new release does not come"),
        _("The player goes on trying. If it lasts, look at the line and at the file."),
    ),
    AlarmCode.DISK_FULL: (
        _("The disk is nearly full"),
        _("Have it tidied or replaced by a larger one; the old release plays on."),
    ),
    AlarmCode.CLOCK: (
        _("The machine's clock is wrong"),
        _("Have its time set (UTC) and kept by the network; replace the CMOS battery."),
    ),
    AlarmCode.VIDEO: (
        _("The video process had to be started anew"),
        _("If it comes again, have cable and temperature looked at."),
    ),
    AlarmCode.NOTHING_FOR_CANVAS: (
        _("The release has nothing for a canvas of this machine"),
        _("Compare the canvas's code in the player's file with the cluster's."),
    ),
    AlarmCode.REPORTS_REFUSED: (
        _("The hub did not take this machine's reports"),
        _("Give it a new device token."),
    ),
    AlarmCode.REPORTS_LOST: (
        _("The oldest lines of the as-run log were given up"),
        _("Connect the machine's network, so that it can send what it has."),
    ),
}
DOWN = (
    _("The machine is not heard any more"),
    _(
        "Ask the site whether it has power and network. It plays on by itself what it "
        "has; nobody here can see it."
    ),
)
