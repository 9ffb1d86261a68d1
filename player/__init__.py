"""The reference player beside an LED controller: verify, prefetch, play, report.

Knows neither hub nor renderer: it meets them in `release.format`, `release.reports` and
`release.trust`.
"""
