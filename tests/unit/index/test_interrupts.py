"""Ctrl-C waits for a check; a second one does not."""

import os
import signal
import threading

import pytest

from searchtool.index.interrupts import Interrupted, Interruptible


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_waits_for_a_check() -> None:
    with Interruptible() as interrupt:
        interrupt.check()
        ctrl_c()
        with pytest.raises(Interrupted):
            interrupt.check()


def test_a_second_ctrl_c_does_not_wait() -> None:
    with Interruptible():
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()


def test_the_former_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interruptible():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_other_threads_have_no_signals() -> None:
    passed: list[bool] = []

    def run() -> None:
        with Interruptible() as interrupt:
            interrupt.check()
            passed.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert passed
