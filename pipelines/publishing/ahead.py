"""One batch ahead: the next one is read and checked while the database takes the one before."""

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor


def ahead[T](batches: Iterable[T]) -> Generator[T]:
    """Yield what ``batches`` yields, drawn in a thread of its own; geometry and Arrow functions let others work.

    What goes wrong there is raised here, in its place; when the consumer stops, ``batches`` are closed.
    """
    drawn = (batch for batch in batches)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as thread:
        try:
            coming = thread.submit(next, drawn, None)
            while (batch := coming.result()) is not None:
                coming = thread.submit(next, drawn, None)
                yield batch
        finally:
            thread.submit(drawn.close).result()
            if isinstance(batches, Generator):
                thread.submit(batches.close).result()
