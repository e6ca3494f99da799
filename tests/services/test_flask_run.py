import os
import subprocess
import sys
from pathlib import Path

from config import ROOT
from tests.services.processes import free_port, status, stop, wait_until
from tests.services.ready import move_in


def test_flasks_own_command_serves_a_prepared_house(tmp_path: Path, ready_home: Path) -> None:
    move_in(ready_home, tmp_path / "house")
    url, log = f"http://127.0.0.1:{(port := free_port())}", tmp_path / "log"
    env = os.environ | {"ROUNDTABLE_HOME": str(tmp_path / "house")}
    command = [sys.executable, "-m", "flask", "--app", "roundtable", "run", "--port", str(port)]

    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    wait_until(lambda: status(f"{url}/healthz") == 200, process, log)

    assert status(f"{url}/readyz") == 200
    assert status(f"{url}/c/TABLEB") == 200
    stop(process)
