"""The four engines; PostgreSQL and Spark are started once for all tests that need them."""

import pytest

from tests.engines import servers


@pytest.fixture(scope="session")
def postgresql():
    """The connection string of a server of our own."""
    yield from _started(servers.postgresql)


@pytest.fixture(scope="session")
def cluster():
    """Spark's master with two workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", servers.HERE)
        yield from _started(servers.spark_cluster)


def _started(server):
    try:
        with server() as started:
            yield started
    except servers.MissingPartError as missing:
        pytest.fail(str(missing))
