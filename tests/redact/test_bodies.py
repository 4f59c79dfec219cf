"""Bodies: what stands under a secret name goes, everything else stays byte for byte."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from cloudflow_tui.redact import MASK, Redactor

JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"
FORM = "application/x-www-form-urlencoded"


def masked(text: str, content_type: str = JSON) -> str:
    return Redactor().body(text.encode(), content_type).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"password":"hunter2"}', '{"password":"§"}'),
        ('{ "password" :\n "a\\"b\\\\" , "id":1e400}', '{ "password" :\n "§" , "id":1e400}'),
        ('{"user":{"login":"ann","password":"x"}}', '{"user":{"login":"ann","password":"§"}}'),
        ('{"otp": 123456, "n": 1}', '{"otp": "§", "n": 1}'),
        ('{"pass": ["a", 2, null, ["b"]]}', '{"pass": ["§", "§", null, ["§"]]}'),
        ('{"password":"cut off he', '{"password":"§'),
        ('{"api_key":{"id":3,"key":"abcdef"}}', '{"api_key":{"id":3,"key":"§"}}'),
        ('{"user_api_keys":[{"key":"abcdef"}]}', '{"user_api_keys":[{"key":"§"}]}'),
        ('[{"name":"DB_PASSWORD","on":true,"value":"x"}]', '[{"name":"DB_PASSWORD","on":true,"value":"§"}]'),
        ('{"name":"Authorization","value":"Basic abc"}', '{"name":"Authorization","value":"§"}'),
        ('"{\\"password\\":\\"x\\",\\"a\\":\\"b\\"}"', '"{\\"password\\":\\"§\\",\\"a\\":\\"b\\"}"'),
        ('{"url":"https://ann:x@a.test/?token=y\\u0026a=1"}', '{"url":"https://ann:§@a.test/?token=§\\u0026a=1"}'),
        ('"-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE KEY-----\\n"', '"§\\n"'),
    ],
)  # fmt: skip
def test_json(before: str, after: str) -> None:
    assert masked(before) == after.replace("§", MASK)


@pytest.mark.parametrize(
    "text",
    [
        '{"password":null,"token":true,"secret":"","api_key":[],"pass":{}}',
        '{"password_minimum_length":8,"token_auth_on":false,"password_changed_at":"2020-03-01T09:15:00Z"}',
        '{"ssh_key":{"id":1,"key":"ssh-rsa AAAAB3NzaC1yc2E ann@example.com"}}',
        '[{"key":"colour","value":"red"},{"name":"size","value":"large"}]',
        '{"errors":{"password":["can\'t be blank","is too short"],"token":["is invalid"]}}',
        '{"error":{"password":"is wrong"}}',
        '{"form_pass":{"user":["ann","bob"]}}',
        '{"license":{"type":"trial","isolated_license":true}}',
        '{"a":1.10,"a":1e999,"b":"\\u0070assword"}',
        "",
        "not json at all",
        '{"password"',
        '{"password":',
    ],
)
def test_json_without_secrets_is_the_same_object(text: str) -> None:
    data = text.encode()
    assert Redactor(["quite-another-value"]).body(data, JSON) is data


def test_a_password_beside_errors_is_masked() -> None:
    assert "hunter2" not in masked('{"errors":{"login":["taken"]},"password":"hunter2"}')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<user><password>hunter2</password></user>", "<user><password>§</password></user>"),
        ('<password type="string">\n a </password>', '<password type="string">\n § </password>'),
        ("<password><![CDATA[a<b]]></password>", "<password><![CDATA[§]]></password>"),
        ("<ftp-password>x&amp;y</ftp-password>", "<ftp-password>§</ftp-password>"),
        ('<pass type="array"><i>a</i><i>b</i></pass>', '<pass type="array"><i>§</i><i>§</i></pass>'),
        ("<api_key><id>3</id><key>abc</key></api_key>", "<api_key><id>3</id><key>§</key></api_key>"),
        (
            '<api_keys type="array"><api_key><id>3</id><key>abc</key></api_key></api_keys>',
            '<api_keys type="array"><api_key><id>3</id><key>§</key></api_key></api_keys>',
        ),
        ('<user password="hunter2" id="1"/>', '<user password="§" id="1"/>'),
        (
            "<p><name>DB_PASSWORD</name><value>x</value></p>",
            "<p><name>DB_PASSWORD</name><value>§</value></p>",
        ),
        ("<n:password xmlns:n='urn:x'>x</n:password>", "<n:password xmlns:n='urn:x'>§</n:password>"),
        ("<password>hun", "<password>§"),
    ],
)
def test_xml(before: str, after: str) -> None:
    head = "<?xml version='1.0'?>"
    assert masked(head + before, XML) == head + after.replace("§", MASK)


@pytest.mark.parametrize(
    "text",
    [
        '<user><password nil="true"/><token></token><secret>  </secret></user>',
        "<ssh_key><key>ssh-rsa AAAA</key></ssh_key>",
        '<errors type="array"><error>Password is too short</error></errors>',
        "<errors><password>is too short</password></errors>",
        "<remove_old_root_passwords type='boolean'>true</remove_old_root_passwords>",
        "<token_auth_on type='boolean'>false</token_auth_on>",
    ],
)
def test_xml_without_secrets_is_the_same_object(text: str) -> None:
    data = text.encode()
    assert Redactor(["quite-another-value"]).body(data, XML) is data


def test_masked_json_and_xml_still_parse() -> None:
    body = masked('{"a":[{"password":1},{"token":"x\\u00e9"},{"secret":["a"]}]}')
    assert json.loads(body) == {"a": [{"password": MASK}, {"token": MASK}, {"secret": [MASK]}]}
    tree = ElementTree.fromstring(masked("<a b='1'><password>x</password><c/></a>", XML))
    assert tree.findtext("password") == MASK


def test_form() -> None:
    text = "user%5Blogin%5D=ann&user%5Bpassword%5D=a%26b;c&user[token]=x+y&flag=true&password="
    assert masked(text, FORM) == (
        f"user%5Blogin%5D=ann&user%5Bpassword%5D={MASK}&user[token]={MASK}&flag=true&password="
    )


def test_html_form_tokens() -> None:
    page = (
        '<html><meta content="abc123" name="csrf-token" /><meta name="viewport" content="width=1">'
        '<input name="authenticity_token" type="hidden" value="def456"/></html>'
    )
    text = masked(page, "text/html")
    assert "abc123" not in text
    assert "def456" not in text
    assert 'content="width=1"' in text


def test_a_charset_without_bullets_gets_asterisks() -> None:
    data = "<?xml version='1.0' encoding='ISO-8859-1'?><a><password>é</password></a>".encode("latin-1")
    assert ElementTree.fromstring(Redactor().body(data, "application/xml")).findtext("password") == "********"


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_charsets(charset: str) -> None:
    said = f"application/json; charset={charset}"
    data = '{"password":"hunter2","é":1}'.encode(charset)
    text = Redactor().body(data, said).decode(charset)
    assert json.loads(text) == {"password": MASK, "é": 1}
    clean = '{"é":1}'.encode(charset)
    assert Redactor().body(clean, said) is clean


def test_the_kind_is_taken_from_the_bytes() -> None:
    assert masked('{"password":"a b"}', "text/html") == f'{{"password":"{MASK}"}}'
    assert masked('{"password":"a b"}', "") == f'{{"password":"{MASK}"}}'
