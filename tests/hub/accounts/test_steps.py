"""What somebody who is signed in still has to do, case by case."""

import pytest

from hub.accounts.enums import Step
from hub.accounts.steps import Standing, next_step


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(), Step.SHOW_CODE),
        (Standing(showed_code=True), Step.ENROL),
        (Standing(must_change_password=True), Step.CHANGE_PASSWORD),
        (Standing(has_factor=True), Step.SECOND_FACTOR),
        (
            Standing(has_factor=True, must_change_password=True),
            Step.SECOND_FACTOR,
        ),
        (
            Standing(has_factor=True, passed_factor=True, must_change_password=True),
            Step.CHANGE_PASSWORD,
        ),
        (Standing(has_factor=True, showed_code=True), Step.SECOND_FACTOR),
        (Standing(has_factor=True, passed_factor=True), Step.NOTHING),
        (Standing(needs_factor=False), Step.NOTHING),
        (
            Standing(needs_factor=False, must_change_password=True),
            Step.CHANGE_PASSWORD,
        ),
        (
            Standing(is_idle=True, has_factor=True, passed_factor=True),
            Step.END_SESSION,
        ),
    ],
)
def test_the_next_step_follows_from_where_one_stands(
    standing: Standing, step: Step
) -> None:
    assert next_step(standing) is step
