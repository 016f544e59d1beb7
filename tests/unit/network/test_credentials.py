"""Logins: helm's file and docker's, and the programs that keep secrets."""

import base64
import json
import os
import sys
from pathlib import Path

import pytest

from kforge.errors import FileError, NetworkError
from kforge.network import credentials
from kforge.network.credentials import Login, LoginFile

PROGRAM = """#!{python}
import json, sys, pathlib
store = pathlib.Path({store!r})
known = json.loads(store.read_text()) if store.exists() else {{}}
verb, words = sys.argv[1], sys.stdin.read()
if verb == "get":
    if words not in known:
        print("credentials not found in native keychain")
        sys.exit(1)
    if words == "broken":
        print("no JSON")
    else:
        print(json.dumps(known[words]))
elif verb == "store":
    entry = json.loads(words)
    known[entry["ServerURL"]] = entry
else:
    known.pop(words, None)
store.write_text(json.dumps(known))
"""


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "registry" / "config.json"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """docker-credential-testing, and the file it keeps secrets in."""
    store, path = tmp_path / "secrets.json", tmp_path / "bin" / "docker-credential-testing"
    path.parent.mkdir()
    path.write_text(PROGRAM.format(python=sys.executable, store=str(store)))
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(path.parent))
    return store


def write(file: Path, tree: object) -> str:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(tree))
    return str(file)


def who(login: Login) -> tuple[str, str, str, str]:
    return login.username, login.password, login.token, login.bearer


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"auth": encoded("u:p:q")}, ("u", "p:q", "", "")),
        ({"username": "u", "password": "p"}, ("u", "p", "", "")),
        ({"identitytoken": "t"}, ("", "", "t", "")),
        ({"registrytoken": "b"}, ("", "", "", "b")),
        ({}, ("", "", "", "")),
    ],
)
def test_forms_of_a_login(file: Path, entry: object, found: tuple[str, ...]) -> None:
    path = write(file, {"auths": {"h:1": entry}})
    assert who(LoginFile(path).find("h:1")) == found
    assert not LoginFile(path).find("other").known


def test_old_files_name_addresses(file: Path) -> None:
    path = write(file, {"auths": {"https://h/v1/": {"auth": encoded("u:p")}}})
    assert LoginFile(path).find("h").username == "u"


def test_docker_hub_has_a_name_of_its_own(file: Path) -> None:
    path = write(file, {"auths": {"https://index.docker.io/v1/": {"auth": encoded("u:p")}}})
    assert LoginFile(path).find("docker.io").known
    assert LoginFile(path).find("registry-1.docker.io").known


def test_keeping_and_forgetting(file: Path) -> None:
    login_file = LoginFile(str(file))
    login_file.put("h:1", Login("u", "p"))
    assert file.read_text() == '{\n\t"auths": {\n\t\t"h:1": {\n\t\t\t"auth": "dTpw"\n\t\t}\n\t}\n}'
    assert file.stat().st_mode & 0o777 == 0o600
    LoginFile(str(file)).remove("h:1")
    assert json.loads(file.read_text()) == {"auths": {}}


def test_what_else_stands_in_the_file_stays(file: Path) -> None:
    path = write(file, {"HttpHeaders": {"x": "y"}, "auths": {"a": {"auth": encoded("u:p")}}})
    LoginFile(path).put("b", Login("v", "q"))
    tree = json.loads(file.read_text())
    assert tree["HttpHeaders"] == {"x": "y"}
    assert list(tree["auths"]) == ["a", "b"]


def test_helms_file_counts_before_dockers(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    write(tmp_path / "docker" / "config.json", {"auths": {"h": {"auth": encoded("docker:p")}}})
    assert credentials.find("h", str(file)).username == "docker"
    assert (
        credentials.find("h", write(file, {"auths": {"h": {"auth": encoded("helm:p")}}})).username == "helm"
    )


def test_a_program_for_one_host(file: Path, program: Path) -> None:
    program.write_text(json.dumps({"h": {"Username": "u", "Secret": "p"}}))
    path = write(file, {"credHelpers": {"h": "testing"}, "auths": {"other": {"auth": encoded("v:q")}}})
    assert who(LoginFile(path).find("h")) == ("u", "p", "", "")
    assert LoginFile(path).find("other").username == "v"


def test_a_program_for_all_hosts(file: Path, program: Path) -> None:
    program.write_text(json.dumps({"h": {"Username": "<token>", "Secret": "refresh"}}))
    path = write(file, {"credsStore": "testing"})
    assert who(LoginFile(path).find("h")) == ("", "", "refresh", "")
    assert not LoginFile(path).find("other").known
    LoginFile(path).put("new", Login("u", "p"))
    assert json.loads(program.read_text())["new"]["Secret"] == "p"
    assert "new" not in file.read_text()
    LoginFile(path).remove("new")
    assert "new" not in json.loads(program.read_text())


def test_the_systems_own_program_is_used_from_the_start(
    file: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(credentials.NATIVE, sys.platform, "testing")
    assert LoginFile(str(file)).put("h", Login("u", "p")) == "testing"
    assert json.loads(file.read_text()) == {"credsStore": "testing"}


def test_programs_that_fail(file: Path, program: Path) -> None:
    program.write_text(json.dumps({"broken": {}}))
    path = write(file, {"credsStore": "testing"})
    with pytest.raises(NetworkError, match="does not answer in JSON"):
        LoginFile(path).find("broken")
    with pytest.raises(NetworkError, match="docker-credential-absent, which keeps"):
        LoginFile(write(file, {"credsStore": "absent"})).find("h")
    with pytest.raises(NetworkError, match="is not on the PATH"):
        LoginFile(write(file, {"credsStore": f"..{os.sep}testing"})).find("h")


@pytest.mark.parametrize("text", ["{", "[]", '{"auths": {"h": {"auth": "!"}}}'])
def test_damaged_files(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(FileError) as caught:
        LoginFile(str(file)).find("h")
    assert str(file) in caught.value.render()
