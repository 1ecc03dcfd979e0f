"""PostgreSQL and a cluster of Spark, started on this machine alone and stopped whatever happens."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

KEEPER = Path(__file__).with_name("keeper.py")
HERE = "127.0.0.1"
PATIENCE = 90  # seconds
#: Jobs are many and small: they are over before the better compiler has paid off.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


class MissingPartError(Exception):
    """A part is not installed; says how to install it."""


@contextlib.contextmanager
def kept(command, log, env=None):
    """A process that ends with this block, or with us."""
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, str(KEEPER), *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait()


def free_port():
    with socket.socket() as one:
        one.bind((HERE, 0))
        return one.getsockname()[1]


def wait_for(condition, process, log, what):
    """Wait until a server is ready; if it ends before, or never is, show what it said."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() is not None or time.monotonic() > until:
            said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            message = f"{what} did not start:\n{said}"
            raise RuntimeError(message)
        time.sleep(0.1)


def answers(port):
    with socket.socket() as one:
        return one.connect_ex((HERE, port)) == 0


# -- PostgreSQL ------------------------------------------------------------------------------------


def postgresql_programs():
    """The folder of Debian's newest PostgreSQL, or the one on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if not initdb:
        message = "PostgreSQL is not here: apt-get install postgresql (about 1 minute, 60 MB)"
        raise MissingPartError(message)
    return Path(initdb).resolve().parent


def _version(path):
    return int(path.parts[-3])


@contextlib.contextmanager
def postgresql():
    """The connection string of a new, empty PostgreSQL that only this machine can reach."""
    programs = postgresql_programs()
    # It refuses to run as root; Debian's package makes a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="coopgraph-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if as_user:
            shutil.chown(folder, "postgres")
        data, log = folder / "data", folder.with_suffix(".log")
        port = free_port()
        init = ["initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(
            [*as_user, programs / init[0], *init[1:]], check=True, capture_output=True, cwd=folder
        )
        serve = ["-D", data, "-p", str(port), "-k", folder, "-c", f"listen_addresses={HERE}"]
        command = [*as_user, programs / "postgres", *serve, "-c", "fsync=off"]
        try:
            with kept(command, log) as process:
                wait_for(lambda: answers(port), process, log, "PostgreSQL")
                yield f"postgresql://postgres@{HERE}:{port}/postgres"
        finally:
            log.unlink()


# -- Spark -----------------------------------------------------------------------------------------


@dataclass
class Cluster:
    """A master of Spark with two workers."""

    url: str
    workers: list

    def executors(self):
        """The processes that work for us now."""
        ours = {process.pid for process in self.workers}
        return [
            pid
            for pid, (parent, command) in processes().items()
            if b"CoarseGrainedExecutorBackend" in command and ours & set(ancestors(pid))
        ]

    def kill_one_executor(self):
        """End one of them as a power cut would; its number, or none where none is at work."""
        found = self.executors()
        if found:
            os.kill(found[0], signal.SIGKILL)
        return found[0] if found else None


def processes():
    """The parent and the command line of every process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            parent = int(stat.rpartition(")")[2].split()[1])
            found[int(folder.name)] = parent, (folder / "cmdline").read_bytes()
    return found


def ancestors(pid):
    tree = processes()
    while pid in tree:
        pid = tree[pid][0]
        yield pid


def spark_programs():
    """The folder of Spark."""
    try:
        import pyspark
    except ImportError:
        message = (
            "Spark is not here: pip install 'coopgraph-conventions[spark]' (2 minutes, 500 MB)"
        )
        raise MissingPartError(message) from None
    if not shutil.which("java"):
        message = "Java is not here: apt-get install openjdk-17-jre-headless (1 minute, 200 MB)"
        raise MissingPartError(message)
    return Path(pyspark.__file__).parent


#: What finds the programs of each engine, or says how to install them.
PARTS = {"postgresql": postgresql_programs, "spark": spark_programs}


@contextlib.contextmanager
def spark_cluster():
    """A master and two workers of one core each, which only this machine can reach."""
    home = spark_programs()
    env = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE}
    start = [home / "bin" / "spark-class"]
    deploy = "org.apache.spark.deploy"
    with contextlib.ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="coopgraph-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))
        port, log = free_port(), folder / "master.log"
        places = ["--host", HERE, "--port", port, "--webui-port", 0]
        master = stack.enter_context(kept([*start, f"{deploy}.master.Master", *places], log, env))
        wait_for(lambda: answers(port), master, log, "Spark's master")
        cluster = Cluster(f"spark://{HERE}:{port}", [])
        share = ["--host", HERE, "--cores", 1, "--memory", "1g", "--webui-port", 0]
        for number in (1, 2):
            log = folder / f"worker{number}.log"
            place = ["--work-dir", folder / f"worker{number}"]
            command = [*start, f"{deploy}.worker.Worker", *share, *place, cluster.url]
            worker = stack.enter_context(kept(command, log, env))
            wait_for(lambda log=log: b"registered with master" in log.read_bytes(), worker, log,
                     "Spark's worker")  # fmt: skip
            cluster.workers.append(worker)
        yield cluster


@contextlib.contextmanager
def spark_connect():
    """The address of a server of Spark Connect, which only this machine can reach."""
    home, port = spark_programs(), free_port()
    temporary = tempfile.TemporaryDirectory(prefix="coopgraph-", ignore_cleanup_errors=True)
    with temporary as name:
        settings = {
            "spark.connect.grpc.binding.address": HERE,
            "spark.connect.grpc.binding.port": port,
            "spark.sql.shuffle.partitions": 2,
            "spark.sql.warehouse.dir": name,
            "spark.ui.enabled": "false",
        }
        command = [home / "bin" / "spark-submit", "--master", "local[2]"]
        command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
        for key, value in settings.items():
            command += ["--conf", f"{key}={value}"]
        env = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE, "JDK_JAVA_OPTIONS": JAVA}
        log = Path(name, "connect.log")
        with kept([*command, "spark-internal"], log, env) as process:
            wait_for(lambda: answers(port), process, log, "Spark Connect")
            yield f"sc://{HERE}:{port}"
