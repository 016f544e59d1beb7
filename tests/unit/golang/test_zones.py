import pytest

from kforge.golang import zones

YEAR_3000 = 32503680000
YEAR_20000 = 568971820800


def test_names_that_are_utc() -> None:
    assert zones.load("") is zones.load("UTC") is zones.UTC
    assert zones.UTC.at(0) == ("UTC", 0, False)


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        (1705000000, ("EST", -18000, False)),
        (1720000000, ("EDT", -14400, True)),
        (-5000000000, ("LMT", -17762, False)),
        (-(10**12), ("LMT", -17762, False)),
        (YEAR_3000, ("EST", -18000, False)),
        (YEAR_20000, ("EST", -18000, False)),
    ],
)
def test_a_zone_with_a_history(second: int, wanted: tuple[str, int, bool]) -> None:
    zone = zones.load("America/New_York")
    assert zone is not None
    assert zone.at(second) == wanted


@pytest.mark.parametrize("name", ["Nowhere/Zone", "America", "../UTC", "/etc/localtime", "\\x", "a\0b"])
def test_what_is_no_zone(name: str) -> None:
    assert zones.load(name) is None


@pytest.mark.parametrize(
    ("setting", "name"),
    [("Europe/Berlin", "Europe/Berlin"), (":Europe/Berlin", "Europe/Berlin"), ("", "UTC"), ("x/y", "UTC")],
)
def test_the_local_zone_is_that_of_tz(setting: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", setting)
    assert zones.local().go_text() == name
    assert zones.load("Local") is zones.local()


def test_a_file_can_be_the_local_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("TZ", f"{tmp_path}/none")
    assert zones.local() is zones.UTC
    monkeypatch.delenv("TZ")
    assert zones.local().go_text() in ("Local", "UTC")


def test_abbreviations() -> None:
    zone = zones.load("Europe/Berlin")
    assert zone is not None
    assert zone.offset_of("CET", 1705000000) == 3600
    assert zone.offset_of("CEST", 1705000000) == 7200
    assert zone.offset_of("LMT", 1705000000) is None
    assert zone.offset_of("CEMT", 1705000000) == 10800
    assert zones.fixed("XYZ", 60).offset_of("XYZ", 0) == 60
    assert zones.UTC.offset_of("CET", 0) is None
