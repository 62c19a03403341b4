"""One batch ahead: the next one is read and checked while the database takes the one before."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

END: Final = object()


def ahead[T](batches: Generator[T]) -> Generator[T]:
    """Yield what ``batches`` yields, drawn in a thread of its own; geometry and Arrow functions let others work.

    What goes wrong there is raised here, in its place; when the consumer stops, ``batches`` are closed.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as thread:
        try:
            coming = thread.submit(next, batches, END)
            while (batch := coming.result()) is not END:
                coming = thread.submit(next, batches, END)
                yield batch  # type: ignore[misc] - everything but END is a T
        finally:
            thread.submit(batches.close).result()
