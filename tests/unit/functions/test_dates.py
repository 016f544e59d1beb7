"""What depends on the time of the rendering and on the local zone."""

from typing import Any

import pytest

from kforge.functions import dates, durations
from kforge.functions.dates import html_date, to_date
from kforge.golang.kinds import Int32, Int64
from kforge.golang.time import unix

NOW = 1709208000


class State:
    def now(self) -> int:
        return NOW * 10**9 + 5


@pytest.fixture(autouse=True)
def _far_east(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")


def test_now_is_local() -> None:
    assert dates.now(State()).go_text() == "2024-03-01 02:00:00.000000005 +1400 +14"


@pytest.mark.parametrize("value", [None, "x", 0.0, 1e9, True, []])
def test_what_is_no_time_is_now(value: Any) -> None:
    assert dates.date(State(), "2006-01-02 15:04", value) == "2024-03-01 02:00"
    assert html_date(State(), value) == "2024-03-01"
    assert dates.ago(State(), value) == "0s"


@pytest.mark.parametrize("value", [0, Int64(0), Int32(0), unix(0)])
def test_integers_are_seconds(value: Any) -> None:
    assert dates.date(State(), "2006-01-02 15:04", value) == "1969-12-31 13:20"
    assert dates.date_in_zone(State(), "2006-01-02 15:04", value, "UTC") == "1970-01-01 00:00"


def test_ago() -> None:
    assert dates.ago(State(), Int64(NOW - 90)) == "1m30s"
    assert dates.ago(State(), NOW + 90) == "-1m30s"
    assert dates.ago(State(), Int32(0)) == "0s"
    assert dates.ago(State(), Int64(-(10**12))) == "2562047h47m16.854775807s"


def test_rounding_the_time_since() -> None:
    assert durations.duration_round(State(), unix(NOW - 3 * 86400)) == "3d"
    assert durations.duration_round(State(), unix(NOW)) == "0s"


def test_a_date_without_a_zone_is_local() -> None:
    assert to_date("2006-01-02", "2024-07-01").go_text() == "2024-07-01 00:00:00 +1400 +14"
    assert dates.unix_epoch(to_date("2006-01-02", "1970-01-01")) == "38400"
