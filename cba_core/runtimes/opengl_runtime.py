"""Who draws with OpenGL, asked in a process of its own: drivers may crash."""

import subprocess
import sys
from dataclasses import dataclass

_PATIENCE_S = 60.0
_QUESTION = """
import moderngl
try:
    gl = moderngl.create_context(standalone=True, backend="egl")
except Exception:
    gl = moderngl.create_context(standalone=True)
print(gl.info["GL_RENDERER"], gl.info["GL_VERSION"], sep=", OpenGL ")
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGl:
    """What was answered: who draws, or why nobody does."""

    renderer: str = ""  # such as "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5 Mesa 22.3.6"
    problem: str = ""

    @property
    def draws(self) -> bool:
        """Whether pictures can be drawn."""
        return bool(self.renderer)


def ask_opengl() -> OpenGl:
    """Open a context without a screen and name what draws in it; needs `moderngl`."""
    command = [sys.executable, "-c", _QUESTION]
    try:
        done = subprocess.run(  # noqa: S603  (this interpreter, and a text of our own)
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return OpenGl(problem=f"no answer within {_PATIENCE_S:.0f} s")
    except OSError as error:
        return OpenGl(problem=error.strerror or str(error))
    if done.returncode == 0 and done.stdout.strip():
        return OpenGl(renderer=done.stdout.strip())
    if done.returncode < 0:
        return OpenGl(problem=f"the driver crashed (signal {-done.returncode})")
    told = done.stderr.strip().splitlines()
    return OpenGl(problem=told[-1] if told else f"exit code {done.returncode}")
