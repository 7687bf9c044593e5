# SPDX-License-Identifier: GPL-2.0-or-later
"""Suites that others wrote."""

# Of a case that nothing is known of, which nothing explains.
NOT_RUN = "it didn't run"
