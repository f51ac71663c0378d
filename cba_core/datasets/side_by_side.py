"""Work on many things by several threads, with results in order and few of them in memory."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress, RateMeter, TaskContext

_MOST_THREADS = 8
_AHEAD = 2
"""Results a thread that may wait to be taken."""

S = TypeVar("S")
T = TypeVar("T")


def worked_side_by_side(
    work: Callable[[S], T],
    items: Sequence[S],
    context: TaskContext,
    *,
    step: str,
    unit: str,
    size: Callable[[S], int],
) -> Iterator[T]:
    """Yield `work` of each item, in their order.

    Args:
        work: called in other threads.
        items: what it is called with.
        context: told of progress, asked whether to go on.
        step: what progress is called.
        unit: what `size` counts.
        size: how much progress an item is.

    Raises:
        JobCancelled: asked to stop; what `work` raises, too, of the first item that fails.
    """
    total = sum(size(item) for item in items)
    meter, done = RateMeter(total), 0
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    begun: deque[Future[T]] = deque()
    with ThreadPoolExecutor(threads, thread_name_prefix="crops") as pool:
        try:
            ahead = iter(items)
            begun.extend(pool.submit(work, item) for item in islice(ahead, _AHEAD * threads))
            for item in items:
                if context.is_cancelled():
                    raise JobCancelled(step)
                rate, left = meter.at(done)
                context.report(Progress(step, done, total, unit, rate=rate, seconds_left=left))
                result = begun.popleft().result()
                begun.extend(pool.submit(work, following) for following in islice(ahead, 1))
                yield result
                done += size(item)
        finally:
            for future in begun:
                future.cancel()
    context.report(Progress(step, total, total, unit))
