"""A process that runs one command and prints what it took.

It is a process of its own, and a small one, since a process starts with the peak memory of the
one that it was forked from: under a large parent, small builds would all seem to be as large.
It is run by its path and without ``site``, and so imports nothing of this package.
"""

from __future__ import annotations

import os
import sys
import time


def main(log: str, *command: str) -> None:
    """Run *command*, its output into the file *log*.

    Prints its exit code, the seconds it took, those of them on a processor, and its peak memory
    in bytes; all of them include the processes that it has waited for.
    """
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    redirected = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=redirected)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    # Linux counts in kibibytes, and macOS in bytes.
    memory = used.ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
    print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, memory)


if __name__ == '__main__':
    main(*sys.argv[1:])
