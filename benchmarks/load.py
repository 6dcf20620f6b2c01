"""How long pages take in an office of a province's size, beside those of one nearly empty.

    python benchmarks/load.py [--duties N] [--entries N] [--seconds N] [--home DIR]

Both offices are served by `goldenthread serve` on loopback, as anybody would
serve them, and asked in turn by the same clients in this process. A request that
is due while all clients are busy waits, and that wait counts. `--home` names an
office that benchmarks/province.py has made; without it one is made first.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import urlencode

from province import PASSWORD

HERE = Path(__file__).resolve().parent
#: How many clients ask side by side; each keeps its connection.
CLIENTS = 20
RATE = 100
CARD, LIST = "/en/editions/2023Q4/1/", "/en/commitments/?page=7"
WORK, DESK = "/en/my-work/", "/en/desk/"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that is being served: where, and by which process."""

    home: Path
    port: int
    pid: int

    def memory(self) -> float:
        """Resident memory of the server and its workers, in MiB."""
        pages = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(") ")[2].split()
                mine = str(self.pid) in (stat.parent.name, fields[1])
                pages += int((stat.parent / "statm").read_text().split()[1]) if mine else 0
            except OSError:
                continue
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True, slots=True)
class Took:
    """What a run of requests took, in milliseconds, and how many were not answered with 200."""

    times: Sequence[float]
    failed: int
    seconds: float

    def at(self, share: float) -> float:
        """The time that `share` of the requests kept within."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]

    def __str__(self) -> str:
        rate = len(self.times) / self.seconds
        return (
            f"p50 {self.at(0.5):7.1f}  p95 {self.at(0.95):7.1f}  p99 {self.at(0.99):7.1f} ms,"
            f" {rate:6.1f}/s, {self.failed} failed of {len(self.times):,}"
        )


@contextmanager
def serving(home: Path) -> Iterator[Office]:
    """Serve the office in `home` while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "goldenthread"), "serve", "--home", str(home)]
    run = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _await(port, run)
        yield Office(home, port, run.pid)
    finally:
        run.send_signal(signal.SIGINT)
        run.wait(30)


def _await(port: int, run: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if run.poll() is not None:
            raise SystemExit(f"the server ended with {run.returncode}")
        try:
            if _get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/ready", {})[0]:
                return
        except OSError:
            sleep(0.1)
    raise SystemExit("the server does not answer")


def _get(
    wire: http.client.HTTPConnection, path: str, headers: dict[str, str]
) -> tuple[int, http.client.HTTPResponse]:
    wire.request("GET", path, headers=headers)
    answer = wire.getresponse()
    answer.read()
    return answer.status, answer


def ask(office: Office, path: str, *, seconds: float, rate: float, cookie: str = "") -> Took:
    """Ask for a page `rate` times a second on average, by CLIENTS side by side.

    Where `path` has {} in it no two requests are alike, so that no page is kept.
    """
    chance, due, at = random.Random(3), [], 0.0
    while at < seconds:
        due.append(at)
        at += chance.expovariate(rate)
    times: list[float] = []
    failed: list[int] = []
    begun = perf_counter()

    def client() -> None:
        wire = http.client.HTTPConnection("127.0.0.1", office.port, timeout=60)
        while due:
            try:
                moment = begun + due.pop(0)
            except IndexError:
                return
            sleep(max(0.0, moment - perf_counter()))
            try:
                status = _get(wire, path.format(moment), {"Cookie": cookie} if cookie else {})[0]
            except OSError:
                status, wire = 0, http.client.HTTPConnection("127.0.0.1", office.port, timeout=60)
            times.append(1000 * (perf_counter() - moment))
            if status != 200:
                failed.append(status)

    _side_by_side(client)
    return Took(times, len(failed), perf_counter() - begun)


def _side_by_side(work: Callable[[], None]) -> None:
    threads = [Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sign_in(office: Office, username: str) -> str:
    """Return the cookies of somebody signed in."""
    wire = http.client.HTTPConnection("127.0.0.1", office.port, timeout=30)
    wire.request("GET", "/en/sign-in/")
    form = wire.getresponse()
    token = (
        form.read().decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    )
    cookie = _cookies(form)
    body = urlencode({"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    wire.request("POST", "/en/sign-in/", body=body, headers=headers)
    answer = wire.getresponse()
    answer.read()
    if answer.status != 302:
        raise SystemExit(f"{username} could not sign in: {answer.status}")
    return f"{cookie}; {_cookies(answer)}"


def _cookies(answer: http.client.HTTPResponse) -> str:
    given = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(each.partition(";")[0] for each in given)


def measure(name: str, office: Office, *, seconds: float) -> None:
    """Print what each page takes in one office."""
    print(f"\n{name}: {office.memory():,.0f} MiB when served")
    for page in (CARD, LIST, WORK):
        ask(office, page, seconds=1, rate=5)
    unit = sign_in(office, "unit")
    secretary = sign_in(office, "secretary")
    pages = (
        (CARD, "", RATE, ""),
        (f"{CARD}?{{}}", "made anew", RATE / 5, ""),
        (f"{LIST}&{{}}", "made anew", 4, ""),
        (WORK, "of a unit's head", CLIENTS / 2, unit),
        (DESK, "of the secretary", 4, secretary),
    )
    for path, said, rate, cookie in pages:
        took = ask(office, path, seconds=seconds, rate=rate, cookie=cookie)
        print(f"  {path.partition('?')[0]:24}{said:18}{took}")
    print(f"  {office.memory():,.0f} MiB afterwards")


def main() -> None:
    """Measure both offices in one run."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--duties", type=int, default=200_000)
    given.add_argument("--entries", type=int, default=1_000_000)
    given.add_argument("--seconds", type=float, default=30)
    given.add_argument("--home", type=Path)
    asked = given.parse_args()
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", asked.home or Path(folder) / "large"
        _made(small, duties=0, entries=0)
        if asked.home is None:
            _made(large, duties=asked.duties, entries=asked.entries)
        for name, home in (("Nearly empty", small), ("A province", large)):
            with serving(home) as office:
                measure(name, office, seconds=asked.seconds)


def _made(home: Path, *, duties: int, entries: int) -> None:
    command = [sys.executable, str(HERE / "province.py"), str(home)]
    subprocess.run([*command, "--duties", str(duties), "--entries", str(entries)], check=True)


if __name__ == "__main__":
    main()
