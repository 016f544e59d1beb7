"""Searching the indexes of the named repositories, with helm's order: where a match stands, name, version."""

from kforge import semver
from kforge.chart import repositories, repository
from kforge.errors import KforgeError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kforge.chart.helm_home import HelmHome
    from kforge.chart.index import ChartVersion

SEPARATOR = "\v"
STABLE, DEVEL = ">0.0.0", ">0.0.0-0"
NOWHERE = -1


class Found:
    """One version of a chart that was found: `name` is repository/chart."""

    __slots__ = ("chart", "name", "number", "score")

    def __init__(self, name: str, chart: "ChartVersion", number: semver.Version, score: int) -> None:
        self.name = name
        self.chart = chart
        self.number = number
        self.score = score

    def row(self) -> "tuple[str, str, str, str]":
        """What is printed of it."""
        return self.name, self.chart.version, self.chart.text("appVersion"), self.chart.text("description")


def search(
    home: "HelmHome", words: str, version: str, *, every: bool, pattern: bool, warn: "Callable[[str], None]"
) -> "list[Found]":
    """What matches `words` ("" is everything) in the range `version`: one of each chart, or `every` one."""
    from functools import cmp_to_key

    constraint = semver.constrain(version)
    match = _matcher(words, pattern)
    found = []
    for name, chart, repo in _charts(home, warn):
        number = semver.parse(chart.version)
        if number is None or not constraint.allows(number):
            continue
        score = match(_line(repo, chart)) if words else 0
        if score != NOWHERE:
            found.append(Found(name, chart, number, score))
    found.sort(key=cmp_to_key(_newest_first))
    found.sort(key=lambda each: (each.score, each.name.encode("utf-8", "surrogateescape")))
    if every:
        return found
    first: dict[str, Found] = {}
    for each in found:
        first.setdefault(each.name, each)
    return list(first.values())


def _newest_first(left: Found, right: Found) -> int:
    return right.number.compare(left.number)


def _charts(home: "HelmHome", warn: "Callable[[str], None]") -> "Iterator[tuple[str, ChartVersion, str]]":
    known = repositories.load(home.repository_config)
    if not known.entries:
        from kforge.chart.naming import none_there

        raise none_there(home)
    for entry in known.entries:
        try:
            index = repository.local_index(home, entry.name)
            names = index.names()
        except KforgeError as error:
            warn(f"the repository {entry.name} cannot be searched: {error.render()}")
            continue
        for name in names:
            seen: dict[str, ChartVersion] = {}
            for chart in index.versions(name):
                seen[chart.version] = chart
            for chart in seen.values():
                yield f"{entry.name}/{name}", chart, entry.name


def _line(repo: str, chart: "ChartVersion") -> str:
    name, keywords = chart.text("name"), chart.fields.get("keywords")
    words = " ".join(map(str, keywords)) if isinstance(keywords, list) else ""
    return SEPARATOR.join((name, f"{repo}/{name}", chart.text("description"), words))


def _matcher(words: str, pattern: bool) -> "Callable[[str], int]":
    """What gives the score of a line: how many of its parts end before the match, NOWHERE without one."""
    if not pattern:
        wanted = words.lower()

        def literal(line: str) -> int:
            small = line.lower()
            at = small.find(wanted)
            return _score(at, small) if at >= 0 else NOWHERE

        return literal
    import re2  # type: ignore[import-untyped]

    try:
        compiled = re2.compile(words, _options(re2))
    except re2.error as error:
        raise UsageError(f"{words!r} is no regular expression: {_said(error)}") from None

    def regular(line: str) -> int:
        found = compiled.search(line)
        return _score(found.start(), line) if found else NOWHERE

    return regular


def _options(re2: "object") -> "object":
    options = re2.Options()  # type: ignore[attr-defined]
    options.log_errors = False
    return options


def _said(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


def _score(at: int, line: str) -> int:
    return line.count(SEPARATOR, 0, at)
