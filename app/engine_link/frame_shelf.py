"""The frames round the one that is shown: those decoded ahead, and those that were shown."""

from collections import deque

from app.engine_link.reel import ShownFrame

_HISTORY_BYTES = 96 * 2**20


class FrameShelf:
    """What steps need at hand; frames stand in it in the order of the footage."""

    def __init__(self) -> None:
        self.current: ShownFrame | None = None
        self.ahead: deque[ShownFrame] = deque()
        self._behind: deque[ShownFrame] = deque()

    @property
    def newest(self) -> ShownFrame | None:
        """The last frame decoded in a row: the next one follows it."""
        return self.ahead[-1] if self.ahead else self.current

    @property
    def has_behind(self) -> bool:
        """Whether a step back is at hand."""
        return bool(self._behind)

    def show(self, frame: ShownFrame) -> None:
        """Make another frame the current one."""
        if self.current is not None:
            if frame.index == self.current.index + 1:
                self._behind.append(self.current)
            elif frame.index != self.current.index:
                self._behind.clear()
            size = max(frame.image.sizeInBytes(), 1)
            while len(self._behind) * size > _HISTORY_BYTES:
                self._behind.popleft()
        self.current = frame

    def step_back(self) -> ShownFrame:
        """Make the frame before the current one; there must be one."""
        if self.current is not None:
            self.ahead.appendleft(self.current)
        self.current = self._behind.pop()
        return self.current

    def leave(self) -> None:
        """The next frame will be of elsewhere."""
        self.ahead.clear()
        self._behind.clear()

    def clear(self) -> None:
        """Hold nothing."""
        self.leave()
        self.current = None
