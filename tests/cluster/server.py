"""Starts and stops nodes of OpenSearch on this machine, on the loopback interface only.

    python -m tests.cluster.server up         one process with three nodes: enough for the tests
    python -m tests.cluster.server down

With `up`, `TEST_CLUSTER_BASE` is the port below the first node (default 9200: the nodes are 9201,
9202, 9203). The address is printed; the tests find it by themselves.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from searchtool.core.connection import Connection

RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
JARS = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "searchtool-cluster" / "lib"
_MEMORY = Path("/dev/shm")  # where there is one, tests take half the time
ROOM = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())
HOME = ROOM / f"cluster-{os.getuid()}"
RECORD = HOME / "cluster.json"
START_SECONDS = 180
TRANSPORT_OFFSET = 100  # of the ports that nodes talk to each other by

SETTINGS = """\
network.host: 127.0.0.1
transport.port: {transport}
discovery.seed_hosts: {addresses}
cluster.initial_cluster_manager_nodes: {addresses}
cluster.routing.allocation.disk.threshold_enabled: false
action.destructive_requires_name: true
"""


class Unavailable(Exception):
    """Why no cluster can be started here."""


class Node:
    """One process with one node, which can be killed and started again with the same data."""

    def __init__(self, home: Path, number: int, base: int, count: int, heap: str = "400m") -> None:
        self.number = number
        self.port = base + number
        self.url = f"http://127.0.0.1:{self.port}"
        self._heap = heap
        self._folder = home / f"process_{number}"
        self._process: subprocess.Popen[bytes] | None = None
        transports = [base + TRANSPORT_OFFSET + n for n in range(1, count + 1)]
        addresses = json.dumps([f"127.0.0.1:{port}" for port in transports])
        config = self._folder / "node_1" / "config"
        config.mkdir(parents=True)
        settings = SETTINGS.format(transport=transports[number - 1], addresses=addresses)
        (config / "opensearch.yml").write_text(settings, "utf-8")

    def start(self) -> None:
        """Start the process; it takes 10 to 30 seconds to answer."""
        # The runner gives all nodes the same name, and takes the port after the base for HTTP.
        arguments = ["-clusterName", "searchtool-test", "-numOfNode", "1"]
        arguments += ["-basePath", str(self._folder), "-baseHttpPort", str(self.port - 1)]
        self._process = run_java(self._heap, arguments, self._folder / "output.txt")

    def kill(self) -> None:
        """Kill the process with SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def is_up(self) -> bool:
        """Whether the process has not ended."""
        return self._process is not None and self._process.poll() is None


def run_java(heap: str, arguments: Sequence[str], output: Path) -> "subprocess.Popen[bytes]":
    """A process of the runner."""
    command = ["java", f"-Xmx{heap}", "-XX:+UseSerialGC", "-cp", f"{JARS}/*", RUNNER, *arguments]
    with output.open("wb") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def fetch_jars() -> None:
    """Fetch the jars with Maven, once. Raises Unavailable."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise Unavailable(f"{program} is not installed")
    if JARS.is_dir():
        return
    partial = JARS.with_name("lib.partial")
    pom = Path(__file__).with_name("pom.xml")
    command = ["mvn", "-q", "-f", str(pom), "dependency:copy-dependencies"]
    run = subprocess.run([*command, f"-DoutputDirectory={partial}"], capture_output=True, text=True)
    if run.returncode:
        raise Unavailable(f"Maven cannot fetch the runner: {run.stdout.strip()[:300]}")
    partial.rename(JARS)


def ask(url: str, method: str = "GET", body: Any = None, timeout: float = 5.0) -> Any:
    """The answer of a node, as JSON. Raises OSError."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def wait_until_green(url: str, nodes: int, seconds: float = START_SECONDS) -> None:
    """Wait until so many nodes have found each other, and all copies of all shards are there.
    Raises Unavailable."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            health = ask(f"{url}/_cluster/health")
            if health["number_of_nodes"] >= nodes and health["status"] == "green":
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.3)
    raise Unavailable(f"no {nodes} nodes at {url} within {seconds:.0f} s")


def up(base: int, nodes: int = 3, heap: str = "1g") -> str:
    """Start all nodes in one process; returns the address of the first. Raises Unavailable."""
    if (url := running()) is not None:
        return url
    fetch_jars()
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", base + 1)) == 0:
            raise Unavailable(f"port {base + 1} is in use")
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    arguments = ["-clusterName", "searchtool-test", "-numOfNode", str(nodes)]
    arguments += ["-basePath", str(HOME / "nodes"), "-baseHttpPort", str(base)]
    process = run_java(heap, arguments, HOME / "output.txt")
    url = f"http://127.0.0.1:{base + 1}"
    RECORD.write_text(json.dumps({"process": process.pid, "url": url}), "utf-8")
    try:
        wait_until_green(url, nodes)
    except Unavailable:
        down()
        raise
    disk = {"cluster.routing.allocation.disk.threshold_enabled": False}
    ask(f"{url}/_cluster/settings", "PUT", {"persistent": disk}, 30)
    return url


def running() -> str | None:
    """The address of the cluster that `up` started, if it answers."""
    try:
        url: str = json.loads(RECORD.read_text("utf-8"))["url"]
        ask(url)
    except (OSError, ValueError, KeyError):
        return None
    return url


def delete_index(connection: Connection) -> None:
    """Delete all that belongs to an index in a cluster."""
    node, name = connection.nodes[0], connection.index_name
    found = ask(f"{node}/_cat/indices/{name}-*?format=json&h=index&expand_wildcards=all")
    if names := ",".join(index["index"] for index in found):
        ask(f"{node}/{names}", "DELETE", timeout=60)


def down() -> None:
    """Stop what `up` started, and delete its data."""
    try:
        process: int = json.loads(RECORD.read_text("utf-8"))["process"]
        os.kill(process, signal.SIGKILL)
    except (OSError, ValueError, KeyError):
        pass
    shutil.rmtree(HOME, ignore_errors=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("up", "down"))
    asked = parser.parse_args()
    if asked.action == "down":
        down()
        return
    try:
        print(up(int(os.environ.get("TEST_CLUSTER_BASE", "9200"))))
    except Unavailable as error:
        print(f"no cluster: {error}", file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main()
