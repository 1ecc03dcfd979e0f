"""Run a server for as long as someone holds our input open; then end it and all that it started.

Whoever starts this holds a pipe to it. The pipe closes when its holder says so, and also when its
holder fails, is interrupted or killed: whatever happens, nothing keeps running.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

PATIENCE = 15  # seconds


def main():
    # An interrupt at the terminal reaches us too, and is our holder's to act on. With a handler, and
    # not ignored, it is as ever in what we start: that must be open to the one that ends it.
    signal.signal(signal.SIGINT, lambda *_: None)
    server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_wait_for_the_pipe, args=(server,), daemon=True).start()
    status = server.wait()
    _signal(server, signal.SIGKILL)  # what it started and left behind
    sys.exit(status)


def _wait_for_the_pipe(server):
    sys.stdin.buffer.read()
    _signal(server, signal.SIGINT)  # PostgreSQL: end now, and in good order; Java: end
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _signal(server, signal.SIGKILL)


def _signal(server, number):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, number)


if __name__ == "__main__":
    main()
