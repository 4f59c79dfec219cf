"""Bodies that servers should not send, and do: the corpus that the viewer is held against.

`python -m tests.document.corpus FOLDER [MB]` writes them to files, to be looked at with the console.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_USER = {
    "user": {"id": 17, "login": "zaza", "amount": 1.50, "roles": [{"role": {"id": 1}}], "note": "a  b\tc"}
}
_GOOD_JSON = json.dumps([_USER] * 40, separators=(",", ":")).encode()
_GOOD_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?><users type="array">'
    + b'<user><id type="integer">17</id><login>zaza</login><note>  a  b </note><roles type="array">'
    + b'<role><id>1</id></role></roles><deleted_at nil="true"/></user>'
    + b"</users>"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One body."""

    name: str
    data: bytes
    content_type: str = "application/json"
    note: str = ""
    """A part of what has to be said about it; "" when nothing is wrong with it."""


def samples() -> list[Sample]:
    """All of them, the same every time; some 12 MB."""
    return [*_json(), *_json_charsets(), *_xml(), *_xml_hostile(), *_others()]


@dataclass(frozen=True, slots=True)
class LongSample:
    """A body that can be made as long as wanted."""

    name: str
    begin: bytes
    again: bytes
    end: bytes = b""
    content_type: str = "application/json"
    note: str = ""

    def of(self, size_bytes: int) -> bytes:
        """About so long."""
        return self.begin + self.again * (size_bytes // len(self.again)) + self.end


LONG_SAMPLES = (
    LongSample("one-line", b'[{"log":"', b"x", b'"}]'),
    LongSample("one-line-of-numbers", b"[", b"1,", b"1]"),
    LongSample("endless", b'{"a":[', b'{"id":1,"x":"y"},', note="breaks off"),
    LongSample("brackets", b"", b"[", note="nested so deeply"),
    LongSample("elements", b"<a>", b"<b/>", b"</a>", "application/xml"),
    LongSample("deep-elements", b"", b"<b>", b"", "application/xml", "nested so deeply"),
    LongSample("text-line", b"", b"x", content_type="text/plain"),
)
"""`python -m tests.document.corpus FOLDER 200` writes them at 200 MB, which are seconds for the console."""


def _json() -> list[Sample]:
    cut = [
        Sample(f"truncated-{at}", _GOOD_JSON[:at], note="breaks off") for at in (1, 20, 100, 333, 1000, 2047)
    ]
    return [
        Sample("good", _GOOD_JSON),
        *cut,
        Sample("truncated-long", (b"[" + b",".join([_GOOD_JSON] * 300))[:-77], note="breaks off"),
        Sample("fault-in-a-long-one", b"[" + b",".join([_GOOD_JSON] * 300) + b",oops," + _GOOD_JSON + b"]",
               note="not valid JSON"),
        Sample("endless", b'{"a":[' + b'{"id":1,"x":"y"},' * 60_000, note="breaks off"),
        Sample("deep-lists", b"[" * 100_000 + b"]" * 100_000, note="nested so deeply"),
        Sample("deep-and-open", b"[" * 100_000, note="breaks off"),
        Sample("deep-objects", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, note="nested so deeply"),
        Sample("closers-only", b"[" + b"]" * 50_000, note="nothing more expected"),
        Sample("one-line", b'[{"log":"' + b"x" * 2_000_000 + b'"}]'),
        Sample("one-line-of-numbers", b"[" + b"1," * 500_000 + b"1]"),
        Sample("huge-numbers", b'{"a":1' + b"0" * 400 + b',"b":1e400,"d":1.50,"e":' + b"9" * 5000 + b"}"),
        Sample("repeated-keys", b'{"a":1,"a":2,"":3,"":4}'),
        Sample("escapes", b'{"a":"\\u0041\\/\\b\\u2028\\ud83d\\ude00 \\\\\\"","\\u0061":"\\n"}'),
        Sample("lone-surrogates", b'{"a":"\\ud800 x","b":"\\udfff"}'),
        Sample("nan", b'{"a":NaN,"b":Infinity}', note="not valid JSON"),
        Sample("two-documents", b'{"a":1}\n{"a":2}\n', note="nothing more expected"),
        Sample("trailing-comma", b'{"a":[1,2,],}', note="not valid JSON"),
        Sample("single-quotes", b"{'a': 'b'}", note="not valid JSON"),
        Sample("raw-control", b'{"a":"x\x00\x07\x1by"}', note="not valid JSON"),
        Sample("mixed-newlines", b'{"a":1,\r\n"b":2,\r"c":3,\n\n"d":"x\\r\\ny"}'),
        Sample("white-space-in-strings", b'{"a" : "  two  blanks ", "b":\t[ ]}'),
        Sample("terminal-escapes", b'{"a":"\\u001b[2J\\u001b]0;owned\\u0007"}'),
        Sample("raw-terminal-escapes", b'{"a":"\x1b[2J"}', note="not valid JSON"),
        Sample("right-to-left", '{"a":"\u202etxt.exe\u202c \u200f\u2066"}'.encode()),
        Sample("markup", b'{"a":"[red]x[/red] [link=file:///]y[/link]"}'),
        Sample("key-without-value", b'{"a":,"b"}', note="not valid JSON"),
    ]  # fmt: skip


def _json_charsets() -> list[Sample]:
    text = '{"name":"Zaza \u00e9 \u0416","n":[1,2]}'
    return [
        Sample("bom", b"\xef\xbb\xbf" + text.encode()),
        Sample("utf-16-bom", text.encode("utf-16")),
        Sample("utf-16-no-bom", text.encode("utf-16-le")),
        Sample("utf-32", text.encode("utf-32")),
        Sample("latin-1-unsaid", '{"a":"caf\u00e9"}'.encode("latin-1"), note="not valid UTF-8"),
        Sample("latin-1-said", '{"a":"caf\u00e9"}'.encode("latin-1"), "application/json; charset=iso-8859-1"),
        Sample("charset-unknown", text.encode(), "application/json; charset=klingon", "unknown charset"),
        Sample("charset-no-charset", text.encode(), "application/json; charset=rot13", "unknown charset"),
        Sample("raw-surrogates", b'{"a":"\xed\xa0\x80"}', note="not valid UTF-8"),
        Sample("half-a-character", b'{"a":"\xc3', note="not valid UTF-8"),
        Sample("overlong", b'{"a":"\xc0\xaf"}', note="not valid UTF-8"),
    ]


def _xml() -> list[Sample]:
    kind = "application/xml"
    cut = [
        Sample(f"xml-truncated-{at}", _GOOD_XML[:at], kind, "not complete") for at in (50, 70, 100, 130, 200)
    ]
    return [
        Sample("xml-good", _GOOD_XML, kind),
        *cut,
        Sample("xml-endless", b"<a>" + b"<b>1</b>" * 60_000, kind, "not complete"),
        Sample("xml-deep", b"<a>" * 100_000 + b"</a>" * 100_000, kind, "nested so deeply"),
        Sample("xml-many", b"<r>" + b"<i/>" * 150_000 + b"</r>", kind),
        Sample("xml-long", _GOOD_XML.replace(b"<user>", b"<user>" + b"<x>1</x>" * 100_000), kind),
        Sample("xml-one-line", b"<r><log>" + b"x" * 2_000_000 + b"</log></r>", kind),
        Sample("xml-mixed", b"<p>one <b>two</b> three<i> four </i></p>", kind),
        Sample("xml-mixed-late", b"<r><p><b>1</b><b>2</b> late </p><q> </q></r>", kind),
        Sample("xml-cdata", b"<r><a><![CDATA[ <b> & ]] > ]]></a><c><![CDATA[]]></c></r>", kind),
        Sample("xml-comments", b"<!-- a --><r><!-- <b> --><a>1</a><!-- - --></r><!-- z -->", kind),
        Sample("xml-instructions", b"<?xml version='1.0'?><?php echo '<a>' ?><r><?x y?><a/></r>", kind),
        Sample("xml-preserve", b'<r xml:space="preserve"> <a>1</a>\n <b>2</b> </r>', kind),
        Sample("xml-start-tag-over-lines", b'<r\n  a="1"\n  b="2 > 1"><c\n d="x"\n>1</c><e/></r>', kind),
        Sample("xml-greater-than", b"<r><a>x> y</a><b>></b><c></c></r>", kind),
        Sample("xml-spaced", b"<r>\r\n  <a>1</a>\r\n\r\n <b/>\t<c>  </c></r >", kind),
        Sample("xml-nul", b"<r><a>\x00</a></r>", kind, "not well-formed"),
        Sample("xml-mismatched", b"<r><a><b>1</a></b></r>", kind, "fits no open element"),
        Sample("xml-two-roots", b"<a/><b/>", kind, "nothing more expected"),
        Sample("xml-no-root", b"<?xml version='1.0'?>", kind, "not complete"),
        Sample("xml-bare-less-than", b"<r><a>1 < 2</a></r>", kind, "begins no tag"),
        Sample("xml-less-than-in-value", b'<r><a b="<"><c>1</c></a></r>', kind, "not well-formed"),
        Sample("xml-no-quotes", b"<r><a b=c>1</a></r>", kind, "not well-formed"),
        Sample("xml-wide", "<?xml version='1.0' encoding='utf-16'?><a>\u00e9</a>".encode("utf-16"), kind),
        Sample("xml-wrong-charset", b"<?xml version='1.0' encoding='utf-16'?><a>1</a>", kind, "charset"),
        Sample("xml-cp1251", "<?xml version='1.0' encoding='cp1251'?><a>\u0416</a>".encode("cp1251"), kind),
    ]  # fmt: skip


def _xml_hostile() -> list[Sample]:
    kind = "application/xml"
    names = [f"l{number}" for number in range(12)]
    lines = [f'<!ENTITY {names[0]} "lol">'] + [
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    ]
    return [
        Sample("bomb", f"<!DOCTYPE r [{''.join(lines)}]><r>&l11;</r>".encode(), kind, "entities"),
        Sample(
            "external",
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
            kind,
            "entities",
        ),
        Sample("external-dtd", b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r>1</r>', kind),
        Sample("unknown-entity", b"<r>&nbsp;</r>", kind, "not well-formed"),
        Sample("many-attributes", b"<r " + b" ".join(b'a%d="1"' % n for n in range(20_000)) + b"/>", kind),
        Sample("tag-without-end", b"<r><" + b"a" * 500_000, kind, "not complete"),
        Sample("less-thans", b"<" * 100_000, kind, "XML"),
        Sample("open-quotes", b"<r>" + b'<a b="' * 50_000, kind, "XML"),
        Sample("long-comment", b"<r><!--" + b"-" * 500_000 + b"<a>1</a></r>", kind, "not complete"),
    ]


def _others() -> list[Sample]:
    page = b"<!DOCTYPE html><html><head><title>500</title></head><body><h1>We are sorry</h1></body></html>"
    return [
        Sample("empty", b""),
        Sample("blanks", b" \r\n\t ", note="nothing but white space"),
        Sample("html-as-json", page, "application/json", "announced as JSON, but is HTML"),
        Sample("xml-as-json", _GOOD_XML, "application/json", "announced as JSON, but is XML"),
        Sample("json-as-xml", _GOOD_JSON, "application/xml", "announced as XML, but is JSON"),
        Sample("json-as-html", _GOOD_JSON, "text/html", "announced as HTML, but is JSON"),
        Sample("text", b"Bad Gateway\n", "text/plain"),
        Sample("text-escapes", b"\x1b[31mred\x1b[0m\x9b2J\x07 \x00", "text/plain", "binary"),
        Sample("gzip-unsaid", gzip.compress(_GOOD_JSON, mtime=0), "application/json", "gzip data"),
        Sample(
            "gzip-bomb-unsaid", gzip.compress(b"\0" * 20_000_000, mtime=0), "application/json", "gzip data"
        ),
        Sample("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08\x08\x06\0\0\0", "image/png", "PNG"),
        Sample("bytes", bytes(range(256)) * 64, "application/octet-stream"),
        Sample("quote-only", b'"', "application/json", "JSON"),
        Sample("word-only", b"OK", "application/json", "announced as JSON, but is plain text"),
    ]


def main(folder: Path, megabytes: int = 0) -> None:
    """Write every sample to a file of its name, and the long ones when their length is given."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        (folder / f"{sample.name}.body").write_bytes(sample.data)
    for long in LONG_SAMPLES if megabytes else ():
        (folder / f"long-{long.name}.body").write_bytes(long.of(megabytes * 1_000_000))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
