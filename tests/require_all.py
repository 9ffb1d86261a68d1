"""`--require-all`: a skipped test, for whatever reason, is a failed one.

CI gives it after it has installed all that tests can need; so no test stays away unseen.
"""

from collections.abc import Generator

import pytest

Report = pytest.TestReport | pytest.CollectReport


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-all", action="store_true", help="a skip is a failure")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(item.config, report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(collector.config, report)
    return report


def _refuse_skip(config: pytest.Config, report: Report) -> None:
    # A test that is expected to fail and does so is reported as a kind of skip.
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    if config.getoption("--require-all"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        report.outcome = "failed"
        report.longrepr = f"{reason} (with --require-all a skip is a failure)"
