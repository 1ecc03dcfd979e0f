"""The four engines; PostgreSQL and Spark are started once for all tests that need them."""

import signal

import pytest

import coopgraph as cg
from tests.sql.engines import servers


def pytest_collection_finish(session):
    """Say what is missing for the tests that were chosen, all at once, before any of them runs."""
    chosen = [item for item in session.items if item.get_closest_marker("engines")]
    missing = []
    for engine, look_for in servers.PARTS.items():
        if any(engine in f"{item.name} {item.fixturenames}" for item in chosen):
            try:
                look_for()
            except servers.MissingPartError as error:
                missing.append(str(error))
    if missing:
        pytest.exit("\n".join(missing), returncode=1)
    if chosen:  # end as after Ctrl-C: stop what was started, leave no files
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql():
    """The connection string of a server of our own."""
    with servers.postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def spark_connect():
    """The address of a server of Spark Connect."""
    with servers.spark_connect() as url:
        yield url


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Spark's master with two workers, and a session that outlives those of the tests."""
    path = tmp_path_factory.mktemp("spark") / "links.parquet"
    cg.write(cg.build_graph(cg.example()), path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", servers.HERE)
        patch.setenv("JDK_JAVA_OPTIONS", servers.JAVA)
        with (
            servers.spark_cluster() as cluster,
            cg.read_relations(path, engine="spark", url=cluster.url),
        ):
            yield cluster
