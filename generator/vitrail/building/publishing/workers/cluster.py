"""The workers of a Dask cluster behind the interface of every other executor: pages only, and no shared disk.

Reading and pictures stay on the machine of the build: they open files, and pages are most of the work. See
``docs/passage-a-l-echelle.md`` for what travels and how a cluster is started.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from vitrail.building.publishing.own_code import code_key
from vitrail.building.publishing.workers.executors import Workers
from vitrail.building.publishing.workers.isolated import OtherVersionError, run_apart
from vitrail.content.installation import command_for
from vitrail.ground.language import Phrase, ToldError, mark

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 10.0
"""How long the scheduler has to answer, and to have a worker."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class ClusterError(ToldError):
    """The cluster cannot make the pages; one sentence says why."""


@contextmanager
def cluster(address: str, seconds: float = SECONDS) -> Iterator[Workers]:
    """Yield the workers of the scheduler at this address, until the end of the block.

    Raises:
        ClusterError: Dask is not installed, the scheduler does not answer or has no worker, a worker has another
            version of Vitrail, or the scheduler was lost on the way.
    """
    try:
        from distributed import KilledWorker  # an extra, and a second to import
        from distributed.client import ClosedClientError  # the same
    except ImportError as error:
        raise ClusterError(
            "L'option --scheduler demande Dask : lancez « {command} ».", command=command_for("cluster")
        ) from error
    client = _connected(address, seconds)
    try:
        threads = _threads(client, address, seconds)
        with Workers(threads, partial(_Remote, client), (BrokenExecutor, KilledWorker), local=False) as crew:
            yield crew
    except OtherVersionError as error:
        raise ClusterError(_other_version(str(error))) from error
    except Exception as error:
        if client.status == "running" and not isinstance(error, (CancelledError, ClosedClientError)):
            raise
        # The scheduler went; what its client then raises depends on what it was doing.
        raise ClusterError(
            "Le planificateur « {address} » a disparu pendant la construction.", address=address
        ) from error
    finally:
        client.close()


class _Remote(Executor):
    """The cluster as an executor; one that is shut down leaves the client to the next."""

    def __init__(self, client: Client) -> None:
        self._executor = client.get_executor(pure=False)  # pure: a task tried again would be given its old failure

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Send a call to the process of some worker's thread."""
        call = pickle.dumps(partial(fn, *args, **kwargs), protocol=5)
        future: Future[Result] = self._executor.submit(run_apart, code_key(), call)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # theirs
        """Wait for the calls that were sent, or give them up."""
        self._executor.shutdown(wait=wait and not cancel_futures)


def _connected(address: str, seconds: float) -> Client:
    """Connect with the certificates of Dask's own configuration.

    Raises:
        ClusterError: no scheduler answers at this address, or not by this protocol.
    """
    import asyncio  # noqa: PLC0415  # a tenth of what the whole engine takes to load

    from distributed import Client  # an extra

    def ask() -> None:
        asyncio.run(asyncio.wait_for(_knock(address, seconds), seconds + 1))

    try:
        # asked apart from the client: one that fails to connect is left half made, and its end hangs and complains;
        # in a thread of its own, since a host may run a loop in this one
        with ThreadPoolExecutor(1) as apart:
            apart.submit(ask).result()
        return Client(address, timeout=seconds, set_as_default=False, name="vitrail")
    except Exception as error:  # anything may listen there, and Dask fails at its first bytes in many ways
        raise ClusterError(
            "Le planificateur « {address} » ne répond pas : vérifiez qu'il est lancé et, si l'adresse commence par "
            "« tls: », vos certificats. Le système dit : {error}",
            address=address,
            error=str(error) or type(error).__name__,
        ) from error


async def _knock(address: str, seconds: float) -> None:
    """Ask the scheduler who it is."""
    from distributed import Security, rpc  # an extra

    certificates = Security().get_connection_args("client")
    async with rpc(address, timeout=seconds, connection_args=certificates) as scheduler:
        await scheduler.identity()


def _threads(client: Client, address: str, seconds: float) -> int:
    """Count the threads of the cluster, once each worker has shown that it runs our very code.

    Raises:
        ClusterError: there is no worker, or one that would make other pages.
    """
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise ClusterError(
            "Le planificateur « {address} » n'a aucun ouvrier : lancez « dask worker ».", address=address
        ) from error
    codes: dict[str, Any] = client.run(code_key, on_error="return")
    if others := sorted(worker for worker, code in codes.items() if code != code_key()):
        raise ClusterError(_other_version(*others))
    return sum(client.nthreads().values())


def _other_version(*workers: str) -> Phrase:
    return mark(
        "Le site n'a pas été construit, parce que Vitrail ou une de ses bibliothèques n'a pas la même version ici et "
        "sur {workers} : installez partout la même.",
        workers=workers,
    )
