"""A cluster behind TLS, passwords and certificates, and that no secret is told."""

import os
import ssl
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.certificates import Certificates, make_certificates
from tests.cluster.proxy import Proxy, serving
from tests.cluster.trouble import healthy
from tests.command import Finished, Run, assert_one_line_error

pytest.importorskip("opensearchpy", reason="pip install 'searchtool[opensearch]'")

PASSWORD = "пароль-s3cr3t"
KEY = "a2V5LXMzY3IzdA=="
BASIC = "Basic " + b64encode(f"иван:{PASSWORD}".encode()).decode()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def tls(certificates: Certificates) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificates.server)
    return context


def diagnose(run: Run, proxy: Proxy, **env: str) -> Finished:
    """`search doctor` asks a cluster for nothing but its health."""
    given = {f"SEARCHTOOL_{name.upper()}": value for name, value in env.items()}
    return run("doctor", "-q", env={"SEARCHTOOL_URL": f"{proxy.url}/news", **given})


def test_a_certificate_of_a_known_authority_is_accepted(
    run: Run, tls: ssl.SSLContext, certificates: Certificates
) -> None:
    with serving(Proxy(answers=healthy("news")), tls) as proxy:
        finished = diagnose(run, proxy, ca_file=str(certificates.authority))
        assert (finished.code, "cluster" in finished.out) == (0, False), finished
        assert ("GET /_cluster/health", None) in proxy.asked


def test_one_of_an_unknown_authority_is_refused(run: Run, tls: ssl.SSLContext) -> None:
    with serving(Proxy(answers=healthy("news")), tls) as proxy:
        finished = diagnose(run, proxy, user="иван", password=PASSWORD)
        assert finished.code == 2
        assert "no secure connection" in finished.out
        assert proxy.asked == []


@pytest.mark.parametrize("has_file", [True, False])
def test_a_password(
    run: Run, tls: ssl.SSLContext, certificates: Certificates, tmp_path: Path, has_file: bool
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n", "utf-8")
    secret.chmod(0o600)
    given = {"password_file": str(secret)} if has_file else {"password": PASSWORD}
    authority = str(certificates.authority)
    with serving(Proxy(BASIC, answers=healthy("news")), tls) as proxy:
        assert diagnose(run, proxy, ca_file=authority, user="иван", **given).code == 0
        wrong = diagnose(run, proxy, ca_file=authority, user="иван", password="wrong")
        assert (wrong.code, "access denied" in wrong.out) == (2, True)
        assert "check the user or the API key" in wrong.out
        missing = diagnose(run, proxy, ca_file=authority)
        assert (missing.code, "access denied" in missing.out) == (2, True)


def test_an_api_key(run: Run, tls: ssl.SSLContext, certificates: Certificates) -> None:
    authority = str(certificates.authority)
    with serving(Proxy(f"ApiKey {KEY}", answers=healthy("news")), tls) as proxy:
        assert diagnose(run, proxy, ca_file=authority, api_key=KEY).code == 0
        assert diagnose(run, proxy, ca_file=authority, api_key="another").code == 2


def test_a_certificate_of_the_client(
    run: Run, tls: ssl.SSLContext, certificates: Certificates
) -> None:
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_verify_locations(certificates.authority)
    certificate, key = map(str, certificates.client)
    authority = str(certificates.authority)
    with serving(Proxy(answers=healthy("news")), tls) as proxy:
        given = {"client_certificate": certificate, "client_key": key}
        assert diagnose(run, proxy, ca_file=authority, **given).code == 0
        assert diagnose(run, proxy, ca_file=authority).code == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("ca_file", ""), ("ca_file", "no certificate"), ("client_certificate", "no certificate")],
)
def test_a_file_that_is_no_certificate_is_named(
    run: Run, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / "some.pem"
    path.write_text(content)
    env = {"SEARCHTOOL_URL": "https://127.0.0.1:1", f"SEARCHTOOL_{name.upper()}": str(path)}
    assert_one_line_error(run("status", env=env), f"{path}: not a certificate or key")
    path.unlink()
    assert_one_line_error(run("status", env=env), f"{path}: No such file")


@pytest.mark.slow
def test_no_secret_is_told(
    spawn: Run, tmp_path: Path, tls: ssl.SSLContext, certificates: Certificates, corpus: Path
) -> None:
    """Not by any message, not with a traceback, and not by the files of the index."""
    spawn("index", corpus)
    answers: dict[str, Any] = {"/": {"version": "unexpected"}}
    with serving(Proxy(BASIC, answers=answers), tls) as proxy:
        for url in (f"{proxy.url}/news", "https://127.0.0.1:1/news"):
            env = {
                "SEARCHTOOL_URL": url,
                "SEARCHTOOL_USER": "иван",
                "SEARCHTOOL_PASSWORD": PASSWORD,
                "SEARCHTOOL_CA_FILE": str(certificates.authority),
                "SEARCHTOOL_DEBUG": "1",
                "PATH": os.path.dirname(sys.executable),
            }
            for command in (
                ("status", "--json"),
                ("doctor", "--json"),
                ("move", "--to", "opensearch"),
                ("саммит", "--json", "--index", "none"),
            ):
                finished = spawn(*command, env=env)
                told = finished.out + finished.err
                assert PASSWORD not in told and BASIC.split()[1] not in told
    for path in (tmp_path / "index").rglob("*"):
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes()
