"""Values that were used last, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable


class Recent[Key: Hashable, Value]:
    """Keeps what was put or asked for last; ``limit`` in bytes. For one thread: the event loop's."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Find a value, which becomes the youngest."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value, size: int) -> None:
        """Keep a value of so many bytes, and let go of those that were not used for longest."""
        self.drop(key)
        self._values[key] = value, size
        self.size += size
        while self.size > self.limit:
            self.drop(next(iter(self._values)))

    def drop(self, key: Key) -> None:
        """Forget a value."""
        _, size = self._values.pop(key, (None, 0))
        self.size -= size

    def __len__(self) -> int:
        return len(self._values)
