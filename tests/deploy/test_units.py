"""The units, the proxy and the container run the office as it is, and with no more power."""

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any, cast

import pytest
from typer.main import get_command

from goldenthread.cli import app

SERVICES = (
    "goldenthread.service",
    "goldenthread-backup.service",
    "goldenthread-remind.service",
    "goldenthread-tell.service",
)
COMMANDS: dict[str, Any] = cast(Any, get_command(app)).commands
#: What keeps a service from more than it needs.
CONFINED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "UMask": "0077",
    "User": "goldenthread",
}


@pytest.fixture(scope="module")
def deploy(root: Path) -> Path:
    return root / "deploy"


class CaseKept(ConfigParser):
    """Keys as they are written."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(file: Path) -> ConfigParser:
    read = CaseKept(interpolation=None, strict=True)
    read.read_string(file.read_text())
    return read


def settings(deploy: Path) -> dict[str, str]:
    lines = (deploy / "office.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_power_than_it_needs(name: str, deploy: Path) -> None:
    service = unit(deploy / name)["Service"]
    assert {key: service.get(key) for key in CONFINED} == CONFINED


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_runs_are_commands_with_their_options(name: str, deploy: Path) -> None:
    service = unit(deploy / name)["Service"]
    lines = [value for key, value in service.items() if key.startswith("ExecStart")]
    for line in lines:
        program, command, *given = shlex.split(line)
        assert program == "/opt/goldenthread/bin/goldenthread"
        known = {flag for option in COMMANDS[command].params for flag in option.opts}
        assert {each for each in given if each.startswith("--")} <= known


@pytest.mark.parametrize("name", SERVICES[1:])
def test_a_timer_starts_each_service_once_a_day_even_after_a_day_off(
    name: str, deploy: Path
) -> None:
    timer = unit(deploy / name.replace(".service", ".timer"))["Timer"]
    assert timer["Unit"] == name
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["OnCalendar"])
    assert timer["Persistent"] == "true"


def test_the_places_that_the_units_name_are_those_that_the_office_is_told(deploy: Path) -> None:
    told = settings(deploy)
    backup = unit(deploy / SERVICES[1])["Service"]
    home, backups = told["GOLDENTHREAD_HOME"], told["GOLDENTHREAD_BACKUPS"]
    assert backup["ReadWritePaths"].split() == [home, backups]
    assert backups in backup["ExecStart"]
    office = unit(deploy / SERVICES[0])["Service"]
    assert f"/var/lib/{office['StateDirectory']}" == home
    assert (told["GOLDENTHREAD_HTTPS"], told["GOLDENTHREAD_PROXIES"]) == ("1", "1")


@pytest.mark.parametrize("name", SERVICES[2:])
def test_what_writes_letters_writes_nowhere_but_at_home(name: str, deploy: Path) -> None:
    home = settings(deploy)["GOLDENTHREAD_HOME"]
    assert unit(deploy / name)["Service"]["ReadWritePaths"].split() == [home]


def test_every_setting_that_is_shipped_is_documented(deploy: Path, root: Path) -> None:
    page = (root / "docs/reference/settings.md").read_text()
    named = re.findall(r"^#?([A-Z_]+)=", (deploy / "office.env").read_text(), re.M)
    assert len(named) >= 8
    assert [name for name in named if f"`{name}`" not in page] == []


def test_systemd_itself_takes_the_units(deploy: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here; the units were parsed")
    for file in deploy.glob("goldenthread*.[st]*"):
        text = re.sub(r"/opt/goldenthread/bin/goldenthread", "/bin/true", file.read_text())
        (tmp_path / file.name).write_text(text)
    files = sorted(map(str, tmp_path.iterdir()))
    assert len(files) == 7
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    about = [line for line in done.stderr.splitlines() if "goldenthread" in line]
    assert (about, done.returncode) == ([], 0)


def _blocks(text: str) -> list[str]:
    """The server blocks of a configuration of nginx, whose braces must match."""
    bare = re.sub(r"#.*", "", text)
    assert bare.count("{") == bare.count("}")
    return bare.split("server {")[1:]


def test_the_proxy_speaks_modern_tls_and_tells_the_office_the_truth(deploy: Path) -> None:
    plain, secure = _blocks((deploy / "nginx.conf").read_text())
    assert "return 301 https://" in plain
    assert "proxy_pass" not in plain
    assert re.search(r"location /api/ \{\s*return 403;", plain)
    assert re.findall(r"ssl_protocols (.*);", secure) == ["TLSv1.2 TLSv1.3"]
    ciphers = re.search(r"ssl_ciphers (.*);", secure)
    assert ciphers
    assert all(re.match(r"ECDHE-.*(GCM|CHACHA20)", each) for each in ciphers[1].split(":"))
    for header, value in (
        ("Host", "$host"),
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Forwarded-Proto", "https"),
    ):
        assert f"proxy_set_header {header} {value};" in secure
    assert re.search(r"location = /metrics \{\s*return 404;", secure)


def test_the_proxy_holds_back_who_asks_too_much(deploy: Path) -> None:
    text = (deploy / "nginx.conf").read_text()
    (zone,) = re.findall(r"limit_req_zone \$binary_remote_addr zone=(\w+):10m rate=\d+r/s;", text)
    _, secure = _blocks(text)
    assert re.search(rf"limit_req zone={zone} burst=\d+ nodelay;\s*proxy_pass", secure)
    assert re.search(r"client_max_body_size \dm;", secure)


def test_the_proxy_keeps_no_address_and_no_query(deploy: Path) -> None:
    text = (deploy / "nginx.conf").read_text()
    formats = re.findall(r"log_format \S+ '(.*)'", text)
    assert len(formats) == 1
    assert set(re.findall(r"\$(\w+)", formats[0])) == {
        *("time_iso8601", "request_method", "uri", "status", "body_bytes_sent", "request_time")
    }
    assert set(re.findall(r"access_log (.*);", text)) == {
        "off",
        "/var/log/nginx/goldenthread.log goldenthread",
    }


def faults(text: str) -> list[str]:
    """What is wrong with a Containerfile by our own rules; [] for nothing."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    last = max(place for place, line in enumerate(lines) if line.startswith("FROM "))
    final, found = lines[last:], []
    users = [line for line in final if line.startswith("USER ")]
    if not users or not re.fullmatch(r"USER [1-9]\d{3,}:[1-9]\d{3,}", users[-1]):
        found.append("it does not end as a user by number who is not root")
    if any(line.startswith(("ADD ", "RUN ")) for line in final):
        found.append("something runs, or is fetched, where the product lies")
    if any(line.startswith("COPY ") and "--from=" not in line for line in final):
        found.append("something comes in that was not built")
    if re.search(r"sudo|chmod 777|--privileged|curl|wget|://(?!127\.0\.0\.1)", text):
        found.append("it asks for power or for the network")
    if re.search(r"(?i)(secret|password|token)\s*=", text):
        found.append("it holds a secret")
    for kind in ("ENTRYPOINT", "CMD", "RUN"):
        if any(line.startswith(f"{kind} ") and "[" not in line for line in lines):
            found.append(f"{kind} goes through a shell that was not named")
    if re.search(r"ARG BASE=\S*(:latest|/)|ARG BASE=[^:]*$", text, re.M):
        found.append("its base is of no version, or from a place that was chosen for the reader")
    ports = [int(line.split()[1]) for line in final if line.startswith("EXPOSE ")]
    if not ports or min(ports) < 1024:
        found.append("its port needs privileges")
    if not any(line.startswith("HEALTHCHECK ") and "/ready" in line for line in final):
        found.append("nothing asks whether it can work")
    return found


def test_the_container_needs_no_privileges(deploy: Path) -> None:
    assert faults((deploy / "Containerfile").read_text()) == []


@pytest.mark.parametrize(
    ("was", "instead", "said"),
    [
        ("USER 10001:10001\n", "", "not root"),
        ("USER 10001:10001", "USER root", "not root"),
        ("USER 10001:10001", 'USER 10001:10001\nRUN ["true"]', "runs, or is fetched"),
        ("EXPOSE 8000", "EXPOSE 80", "port needs"),
        ("EXPOSE 8000", "EXPOSE 8000\nCOPY other /", "not built"),
        ("EXPOSE 8000", "EXPOSE 8000\nENV ADMIN_PASSWORD=x", "holds a secret"),
        (":3.11-slim-bookworm", ":latest", "no version"),
        ("python:3.11", "registry.example/python:3.11", "chosen for the reader"),
        ('ENTRYPOINT ["/opt/goldenthread/bin/goldenthread"]', "ENTRYPOINT goldenthread", "shell"),
        ("/ready", "/", "can work"),
    ],
)
def test_each_rule_for_the_container_finds_what_breaks_it(
    was: str, instead: str, said: str, deploy: Path
) -> None:
    text = (deploy / "Containerfile").read_text()
    assert was in text
    assert any(said in each for each in faults(text.replace(was, instead)))


def test_what_the_container_starts_is_a_command_with_its_options(deploy: Path) -> None:
    (line,) = re.findall(r"^CMD \[(.*)\]", (deploy / "Containerfile").read_text(), re.M)
    command, *given = [each.strip().strip('"') for each in line.split(",")]
    known = {flag for option in COMMANDS[command].params for flag in option.opts}
    assert {each for each in given if each.startswith("--")} <= known
