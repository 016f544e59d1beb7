""".Files of Go templates."""

from kforge.chart.chart import File
from kforge.files import MemoryTree
from kforge.golang.kinds import type_name
from kforge.render.go_files import GoFiles

CONTENTS = {
    "a.txt": b"one\ntwo\n",
    "conf/b.conf": b"x: y",
    "conf/deep/c.conf": b"",
    "raw.bin": b"\xff\x00",
}


def files() -> GoFiles:
    tree = MemoryTree(CONTENTS, "c")
    return GoFiles(File(path, tree, path) for path in CONTENTS)


def test_text_bytes_and_lines() -> None:
    found = files()
    assert found.get_text("a.txt") == "one\ntwo\n"
    assert found.get_text("raw.bin") == "\udcff\0"
    assert (found.get_text("none"), found.get_bytes("none"), found.get_bytes("raw.bin")) == (
        "",
        b"",
        b"\xff\0",
    )
    assert found.lines("a.txt") == ["one", "two"]
    assert found.lines("none") == found.lines("conf/deep/c.conf") == []


def test_patterns() -> None:
    found = files()
    assert sorted(found.glob("conf/*")) == ["conf/b.conf"]
    assert sorted(found.glob("conf/**")) == ["conf/b.conf", "conf/deep/c.conf"]
    assert sorted(found.glob("[")) == sorted(CONTENTS), "a malformed pattern matches all"
    assert type_name(found.glob("none")) == "engine.files"


def test_it_is_a_map_of_bytes() -> None:
    assert dict(files()) == dict(files().items()) == CONTENTS
    assert (len(files()), files()["a.txt"], files().get("none", b"-")) == (4, b"one\ntwo\n", b"-")
    assert "a.txt" in files()
    assert sorted(files().values()) == sorted(CONTENTS.values())
    assert sorted(files().keys()) == sorted(files()) == sorted(CONTENTS)
    assert not GoFiles([])


def test_for_config_maps_and_secrets() -> None:
    chosen = files().glob("conf/**")
    assert chosen.as_config() == "b.conf: 'x: y'\nc.conf: \"\""
    assert chosen.as_secrets() == 'b.conf: eDogeQ==\nc.conf: ""'
    assert GoFiles([]).as_config() == "{}"
