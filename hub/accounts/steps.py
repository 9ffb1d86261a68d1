"""Decides what somebody who is signed in still has to do. Pure."""

from dataclasses import dataclass

from hub.accounts.enums import Step


@dataclass(frozen=True)
class Standing:
    """What is known of a person and of this session."""

    is_idle: bool = False
    must_change_password: bool = False
    needs_factor: bool = True
    has_factor: bool = False
    # In this session, by this person.
    passed_factor: bool = False
    showed_code: bool = False


def next_step(standing: Standing) -> Step:
    """A factor that is there is asked for first: a stolen password changes nothing."""
    if standing.is_idle:
        return Step.END_SESSION
    if standing.needs_factor and standing.has_factor and not standing.passed_factor:
        return Step.SECOND_FACTOR
    if standing.must_change_password:
        return Step.CHANGE_PASSWORD
    if not standing.needs_factor or standing.has_factor:
        return Step.NOTHING
    return Step.ENROL if standing.showed_code else Step.SHOW_CODE
