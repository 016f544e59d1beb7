"""Addresses of repositories, taken apart."""

import pytest

from kforge.overlay.git_url import TIMEOUT, parse


@pytest.mark.parametrize(
    ("raw", "repository", "path", "ref"),
    [
        ("https://github.com/org/repo", "https://github.com/org/repo", "", ""),
        ("github.com/org/repo/a/b?ref=v1", "https://github.com/org/repo", "a/b", "v1"),
        ("GitHub.com:org/repo", "https://github.com/org/repo", "", ""),
        ("git@github.com:org/repo.git//a?version=x", "git@github.com:org/repo.git", "a", "x"),
        ("ssh://git@github.com/org/repo/a", "git@github.com:org/repo", "a", ""),
        ("ssh://git@host:22/org/repo.git/a", "ssh://git@host:22/org/repo.git", "a", ""),
        ("user@host:team/repo//a", "user@host:team/repo", "a", ""),
        ("git::https://host/org/repo.git", "https://host/org/repo.git", "", ""),
        ("HTTPS://host/org/repo/a?ref=b&ref=c", "https://host/org/repo", "a", "b"),
        ("https://me@dev.azure.com/o/p/_git/repo/a", "https://me@dev.azure.com/o/p/_git/repo", "a", ""),
        ("file:///srv/repo", "file:///srv/repo", "", ""),
        ("file:///srv/repo.git/a", "file:///srv/repo.git", "a", ""),
        ("file:///srv/repo//a/../b?ref=f%2Fg", "file:///srv/repo", "a/../b", "f/g"),
        ("https://host/a/b?ref=%zz", "https://host/a/b", "", ""),
    ],
)
def test_addresses(raw: str, repository: str, path: str, ref: str) -> None:
    url = parse(raw)
    assert url is not None
    assert (url.repository, url.path, url.ref, url.raw) == (repository, path, ref, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "base",
        "../base",
        "/srv/repo",
        "host.com/org/repo//a?ref=v1",
        "https://host/file.yaml",
        "https://host",
        "file:///srv/repo//../a",
        "file:///srv/repo//a/../../b",
        "a:b",
        "@host/a/b",
    ],
)
def test_paths(raw: str) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize(
    ("query", "seconds"),
    [
        ("", TIMEOUT),
        ("timeout=5", 5),
        ("timeout=1m30s", 90),
        ("timeout=250ms", 0.25),
        ("timeout=1.5h", 5400),
        ("timeout=0", TIMEOUT),
        ("timeout=-3s", TIMEOUT),
        ("timeout=soon", TIMEOUT),
    ],
)
def test_timeouts(query: str, seconds: float) -> None:
    url = parse(f"file:///srv/repo?{query}")
    assert url is not None
    assert url.timeout == seconds


@pytest.mark.parametrize(("value", "wanted"), [("", True), ("false", False), ("0", False), ("no", True)])
def test_submodules(value: str, *, wanted: bool) -> None:
    url = parse(f"file:///srv/repo?submodules={value}")
    assert url is not None
    assert url.submodules is wanted
