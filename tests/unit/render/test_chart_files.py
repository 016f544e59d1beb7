"""`files` in templates."""

import pytest

from kforge.chart.chart import File
from kforge.errors import FileError, TemplateError
from kforge.files import MemoryTree
from kforge.render.chart_files import ChartFiles

CONTENTS = {
    "conf/app.ini": b"a=1\nb=2\n",
    "conf/d/more.ini": b"c=3",
    "logo.png": b"\x89PNG\xff",
    "empty": b"",
}
TREE = MemoryTree(CONTENTS, "web")
FILES = ChartFiles(File(path, TREE, path) for path in CONTENTS)


def test_text_lines_and_bytes() -> None:
    assert FILES.get("conf/app.ini") == FILES["conf/app.ini"] == "a=1\nb=2\n"
    assert FILES.lines("conf/app.ini") == ["a=1", "b=2"]
    assert FILES.lines("empty") == []
    assert FILES.base64("logo.png") == "iVBOR/8="


def test_a_missing_file_is_an_error_unless_there_is_a_default() -> None:
    with pytest.raises(TemplateError) as caught:
        FILES.get("conf/ap.ini")
    assert (caught.value.message, caught.value.hint) == (
        "the chart has no file conf/ap.ini",
        "did you mean conf/app.ini?",
    )
    assert FILES.get("nope", "default") == "default"
    with pytest.raises(TemplateError, match="no file nope"):
        FILES.base64("nope")


def test_helms_names_are_silent_about_missing_files() -> None:
    assert (FILES.Get("nope"), FILES.Lines("nope"), FILES.Get("conf/d/more.ini")) == ("", [], "c=3")


def test_choosing_by_pattern() -> None:
    found = FILES.glob("conf/**")
    assert (list(found), len(found), "logo.png" in found) == (["conf/app.ini", "conf/d/more.ini"], 2, False)
    assert found.as_config() == {"app.ini": "a=1\nb=2\n", "more.ini": "c=3"}
    assert FILES.Glob("conf/*").AsSecrets() == {"app.ini": "YT0xCmI9Mgo="}


def test_what_is_no_text_cannot_be_read_as_text() -> None:
    with pytest.raises(FileError, match="byte 0x89 is not UTF-8"):
        FILES.get("logo.png")
