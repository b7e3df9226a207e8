"""Certificates for tests, made by openssl when they run."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Certificates:
    """Files of an authority, of a server on the loopback interface, and of a client."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def server(self) -> tuple[Path, Path]:
        return self.folder / "server.pem", self.folder / "server.key"

    @property
    def client(self) -> tuple[Path, Path]:
        return self.folder / "client.pem", self.folder / "client.key"


def make_certificates(folder: Path) -> Certificates:
    """New ones in a folder; skips the test where openssl is missing."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificates")
    _openssl(
        folder, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority",
        "-keyout authority.key -out authority.pem",
        "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign",
    )  # fmt: skip
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for name in ("server", "client"):
        _openssl(
            folder, f"req -newkey rsa:2048 -nodes -subj /CN={name}",
            f"-keyout {name}.key -out {name}.csr",
        )  # fmt: skip
        _openssl(
            folder, f"x509 -req -in {name}.csr -CA authority.pem -CAkey authority.key",
            f"-CAcreateserial -days 2 -extfile names -out {name}.pem",
        )  # fmt: skip
        (folder / f"{name}.key").chmod(0o600)
    return Certificates(folder)


def _openssl(folder: Path, *arguments: str) -> None:
    command = ["openssl", *" ".join(arguments).split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
