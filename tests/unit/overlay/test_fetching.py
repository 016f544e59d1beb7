"""Fetching over http and through git: what is asked for, how often, and what is said when it fails."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kforge.errors import FileError
from kforge.overlay import fetching
from kforge.overlay.fetching import HttpError, clone, get, remove, shown
from kforge.overlay.git_url import GitUrl, parse

from .remotes import CONFIG_MAP, Server, commit, git, repository, serving, write

A = CONFIG_MAP.format(name="a")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary folders are made in; no test may leave one there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetching, "PAUSE", 0.001)
    with serving() as found:
        yield found


def address(text: str) -> GitUrl:
    url = parse(text)
    assert url is not None
    return url


# ---- http


def test_a_page(server: Server) -> None:
    server.pages["/a%20b?c=d"] = [], b"x"
    assert get(f"{server.url}/a b?c=d") == b"x"


def test_what_may_pass_is_tried_again(server: Server) -> None:
    server.pages["/a"] = [503, 0], b"x"
    assert get(f"{server.url}/a") == b"x"
    assert len(server.asked) == 3


def test_but_not_for_ever(server: Server) -> None:
    server.pages["/a"] = [500] * 10, b"x"
    with pytest.raises(HttpError, match="/a: the server says 500"):
        get(f"{server.url}/a")
    assert len(server.asked) == 3


def test_what_will_not_pass_is_not(server: Server) -> None:
    with pytest.raises(HttpError, match="/gone: the server says 404 Not Found"):
        get(f"{server.url}/gone")
    assert len(server.asked) == 1


def test_a_redirect_is_followed_but_not_to_a_file(server: Server, tmp_path: Path) -> None:
    server.pages["/a"] = [302], b"/b"
    server.pages["/b"] = [], b"x"
    assert get(f"{server.url}/a") == b"x"
    (tmp_path / "secret").write_text("x")
    server.pages["/a"] = [302], f"file://{tmp_path}/secret".encode()
    with pytest.raises(FileError):
        get(f"{server.url}/a")


def test_a_password_is_sent_and_not_shown(server: Server) -> None:
    with pytest.raises(HttpError) as caught:
        get(server.url.replace("//", "//me:pa%20ss@") + "/a")
    assert server.asked == [("/a", "Basic bWU6cGEgc3M=")]
    assert "pa%20ss" not in str(caught.value)
    assert shown("https://me:a@h/b") == "https://me:xxxxx@h/b"


def test_a_proxy_is_used_but_not_for_this_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/a"] = [], b"direct"
    server.pages["http://example.com/a"] = [], b"through the proxy"
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    assert get("http://example.com/a") == b"through the proxy"
    assert get(f"{server.url}/a") == b"direct"


def test_nobody_there() -> None:
    with serving() as gone:
        url = gone.url
    with pytest.raises(FileError, match="cannot be fetched: Connection refused"):
        get(f"{url}/a")


# ---- git


def test_the_commit_that_is_named(tmp_path: Path) -> None:
    url = repository(tmp_path / "repo", {"a": "1"})
    write(tmp_path / "repo", {"a": "2"})
    commit(tmp_path / "repo", "v2")
    contents = []
    for ref in ("?ref=v1", ""):
        folder = clone(address(url + ref))
        contents.append((Path(folder) / "a").read_text())
        remove(folder)
    assert contents == ["1", "2"]


def test_submodules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    inner = repository(tmp_path / "inner", {"a": "1"})
    outer = repository(tmp_path / "outer", {"b": "1"})
    git(tmp_path / "outer", "submodule", "add", inner, "sub")
    commit(tmp_path / "outer", "v2")
    without = clone(address(f"{outer}?submodules=false"))
    assert os.listdir(f"{without}/sub") == []
    with pytest.raises(FileError, match=r"git submodule of .* fails: "):  # git itself forbids file:// there
        clone(address(outer))
    for key, value in (("COUNT", "1"), ("KEY_0", "protocol.file.allow"), ("VALUE_0", "always")):
        monkeypatch.setenv(f"GIT_CONFIG_{key}", value)
    found = clone(address(outer))
    assert os.listdir(f"{found}/sub") == [".git", "a"]
    remove(without)
    remove(found)
    assert os.listdir(temporary) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?ref=v9", "repo has no branch or tag v9"),
        ("?ref=--upload-pack=x", "neither repository nor ref may begin with a dash"),
        ("/none", "git fetch of .*/none fails: "),
    ],
)
def test_what_is_not_there(query: str, message: str, tmp_path: Path, temporary: Path) -> None:
    url = repository(tmp_path / "repo", {"a": "1"})
    with pytest.raises(FileError, match=message):
        clone(address(url + query))
    assert os.listdir(temporary) == []


def test_no_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileError, match="there is no git program on the PATH"):
        clone(address("file:///srv/repo"))


def test_a_git_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path) -> None:
    write(tmp_path, {"bin/git": "#!/bin/sh\nexec sleep 60\n"})
    (tmp_path / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(FileError, match=r"git init of .* took longer than 0\.1 s"):
        clone(address("file:///srv/repo?timeout=100ms"))
    assert os.listdir(temporary) == []


def test_the_repository_of_a_hook_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository(tmp_path / "own", {"a": "1"})
    url = repository(tmp_path / "repo", {"b": "1"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "own" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "own" / ".git" / "index"))
    folder = clone(address(url))
    assert sorted(os.listdir(folder)) == [".git", "b"]
    remove(folder)


# ---- in a build


def test_one_clone_and_one_request_for_all_targets(
    tmp_path: Path,
    server: Server,
    kforge: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    temporary: Path,
) -> None:
    url = repository(
        tmp_path / "repo", {"base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": A}
    )
    server.pages["/x/b.yaml"] = [], CONFIG_MAP.format(name="b").encode()
    for name in ("x", "y"):
        text = f"namePrefix: {name}-\nresources:\n- {url}//base\n- {server.url}/x/b.yaml\n"
        write(tmp_path / name, {"kustomization.yaml": text})
    clones: list[str] = []

    def counted(found: GitUrl) -> str:
        clones.append(found.raw)
        return clone(found)

    monkeypatch.setattr(fetching, "clone", counted)
    outcome = kforge("build", "x", "y", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.count(b"kind: ConfigMap") == 4
    assert (clones, [path for path, _ in server.asked]) == ([f"{url}//base"], ["/x/b.yaml"])
    assert os.listdir(temporary) == []


def test_errors_name_the_place_in_the_repository(
    tmp_path: Path, kforge: Callable[..., Any], temporary: Path
) -> None:
    url = repository(
        tmp_path / "repo",
        {
            "over/kustomization.yaml": "resources: [../base]\n",
            "base/kustomization.yaml": "resources: [gone.yaml]\n",
        },
    )
    write(tmp_path / "x", {"kustomization.yaml": f"resources:\n- {url}//over?ref=v1\n"})
    outcome = kforge("build", "x", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr.startswith(
        f"{url}//base/kustomization.yaml:1:13: gone.yaml: no such file or folder\n"
        f"  in overlay x > base {url}//over?ref=v1 > base {url}//base\n"
    )
    assert os.listdir(temporary) == []


def test_a_missing_ref_is_reported_where_it_is_named(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    url = repository(tmp_path / "repo", {"kustomization.yaml": "resources: []\n"})
    write(tmp_path / "x", {"kustomization.yaml": f"resources:\n- {url}?ref=v9\n"})
    outcome = kforge("build", "x", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr.startswith(f"x/kustomization.yaml:2:3: {url} has no branch or tag v9\n")


def test_a_file_that_is_not_there_may_be_a_repository(
    tmp_path: Path, server: Server, kforge: Callable[..., Any]
) -> None:
    write(tmp_path / "x", {"kustomization.yaml": f"resources:\n- {server.url}/org/repo\n"})
    outcome = kforge("build", "x", cwd=tmp_path)
    assert outcome.code == 1
    assert "the server says 404 Not Found" in outcome.stderr
    assert "hint: nor is it a repository: git fetch of" in outcome.stderr


def test_an_interrupt_leaves_nothing(tmp_path: Path, temporary: Path) -> None:
    url = repository(tmp_path / "repo", {"kustomization.yaml": "resources: []\n"})
    code = (
        "import tempfile, signal, os\n"
        f"tempfile.tempdir = {str(temporary)!r}\n"
        "from kforge.overlay import build\n"
        "def stop(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        "build.load_kustomization = stop\n"
        "from kforge.__main__ import main\n"
        f"raise SystemExit(main(['build', {url!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert os.listdir(temporary) == []
