"""The program as a process that lives long: documents in, rows out (`baogao convert --help` tells the frames).

A document that ends the process or on which it hangs costs itself alone: the process is started again for the others.
"""
from __future__ import annotations

import collections
import csv
import io
import itertools
import os
import queue
import select
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import Deque, Dict, Iterable, Iterator, Mapping, Optional, Sequence, Tuple

GIVEN = ("title", "region", "year", "report_type")
MOST_AHEAD_DOCUMENTS = 8
MOST_AHEAD_BYTES = 4 << 20
READ_BYTES = 1 << 20


class PipeError(RuntimeError):
    """The program cannot be started, or does not answer as it should."""


class _Ended(Exception):
    """The process ended, or was too slow, before its answer was complete."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Document:
    """A document: its key, its bytes, and what is given of it (title, region, year, report_type; as `--meta`)."""

    key: str
    content: bytes
    given: Mapping[str, object] = field(default_factory=dict)

    def frame(self) -> bytes:
        """The document as `convert --stream` reads it."""
        pieces = [_field("document", self.key.encode("utf-8", "surrogateescape"))]
        for name in GIVEN:
            value = self.given.get(name)
            if value is not None and value != "":
                pieces.append(_field(name, str(value).encode("utf-8", "surrogateescape")))
        pieces.append(_field("bytes", self.content))
        return b"".join(pieces)


@dataclass
class Answer:
    """What became of a document: its rows by table, as CSV without a header row, and `converted`, `failed` or
    `left_out`."""

    document: Document
    tables: Dict[str, bytes]
    end: str


def _field(name: str, value: bytes) -> bytes:
    return b"%s %d\n%s\n" % (name.encode("ascii"), len(value), value)


def csv_line(cells: Sequence[str]) -> bytes:
    """A row as the program writes it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "surrogateescape")


def failed_answer(document: Document, code: str, message: str) -> Answer:
    """The answer for a document that the program could not answer: a row of diagnostics."""
    key = document.key
    tables = {
        "diagnostics": csv_line([key, "", "", "error", "pipe", code, message]),
        "texts": csv_line([key, key, "1", "false", ""]),
    }
    return Answer(document, tables, "failed")


class _Process:
    """One run of the program, with a thread that writes to it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        try:
            self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise PipeError(f"{arguments[0]}: {error.strerror}; install baogao, or name it in $BAOGAO") from None
        assert self.process.stdout
        self.out = self.process.stdout.fileno()
        self.held = bytearray()
        self.at = 0
        self.frames: "queue.SimpleQueue[Optional[bytes]]" = queue.SimpleQueue()
        self.writer = threading.Thread(target=self._write, daemon=True)
        self.writer.start()

    def _write(self) -> None:
        assert self.process.stdin
        try:
            while (frame := self.frames.get()) is not None:
                self.process.stdin.write(frame)
                if self.frames.empty():
                    self.process.stdin.flush()
            self.process.stdin.close()
        except (BrokenPipeError, ValueError, OSError):
            pass  # whoever reads the answers sees the end

    def _more(self, deadline: Optional[float]) -> None:
        """Reads what comes next, or raises _Ended."""
        wait = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        waiting = select.poll()
        waiting.register(self.out, select.POLLIN | select.POLLHUP)
        if not waiting.poll(wait):
            raise _Ended("hung", "not converted in the time that was allowed")
        piece = os.read(self.out, READ_BYTES)
        if not piece:
            raise _Ended("crashed", f"the program ended on it (status {self.process.wait()})")
        if self.at > READ_BYTES:
            del self.held[:self.at]
            self.at = 0
        self.held += piece

    def _field(self, deadline: Optional[float]) -> Tuple[str, bytes]:
        while (end := self.held.find(b"\n", self.at, self.at + 64)) < 0:
            if len(self.held) - self.at >= 64:
                raise PipeError("the program answers with something that is no field")
            self._more(deadline)
        name, _, size = self.held[self.at:end].partition(b" ")
        after = end + 1 + int(size)
        while len(self.held) <= after:
            before = self.at
            self._more(deadline)
            after -= before - self.at
        start = after - int(size)
        value = bytes(memoryview(self.held)[start:after])
        self.at = after + 1
        return name.decode("ascii"), value

    def answer(self, deadline: Optional[float]) -> Tuple[Dict[str, bytes], str]:
        """The next answer whole: its tables and how it ended."""
        tables: Dict[str, bytes] = {}
        while True:
            name, value = self._field(deadline)
            if name == "end":
                return tables, value.decode("ascii")
            tables[name] = tables[name] + value if name in tables else value

    def stop(self) -> None:
        """Ends the process, whatever it does."""
        self.process.kill()
        self.frames.put(None)
        self.writer.join()
        assert self.process.stdout
        self.process.stdout.close()
        self.process.wait()


class Pipe:
    """Gives documents to the program and takes their rows; a context manager.

    `options` are options of `baogao convert` (`["--lexicon", "words/"]`); `timeout` is how many seconds one document may
    take, None for any time.
    """

    def __init__(self, program: Optional[str] = None, options: Iterable[str] = (),
                 timeout: Optional[float] = 600) -> None:
        self.program = program or os.environ.get("BAOGAO") or "baogao"
        self.arguments = [self.program, "convert", "-", "--stream", "--format", "csv", "--csv-raw", *options]
        self.timeout = timeout
        self._process: Optional[_Process] = None
        self.greeting = self._start()

    def __enter__(self) -> "Pipe":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        if self._process:
            self._process.stop()
            self._process = None

    @property
    def version(self) -> str:
        """What the rows of a document depend on beside the document: the version, the lexicons, the options."""
        parts = [self.greeting[name].decode("utf-8") for name in ("baogao", "lexicon", "options")]
        return f"{parts[0]} {parts[1][:16]} {parts[2]}".rstrip()

    def _start(self) -> Dict[str, bytes]:
        process = _Process(self.arguments)
        try:
            greeting, end = process.answer(time.monotonic() + 60)
        except _Ended:
            process.stop()
            raise PipeError(f"{self.program} did not start: is it a baogao that knows --stream?") from None
        if end != "ready":
            raise PipeError(f"{self.program} greets with {end}")
        self._process = process
        return greeting

    def convert(self, documents: Iterable[Document]) -> Iterator[Answer]:
        """The answers in the order of the documents, while later ones are on their way."""
        ahead: Deque[Document] = collections.deque()
        coming, held_bytes, ends = iter(documents), 0, False
        if not self._process:
            self._start()
        try:
            while True:
                while not ends and len(ahead) < MOST_AHEAD_DOCUMENTS and (not ahead or held_bytes < MOST_AHEAD_BYTES):
                    document = next(coming, None)
                    ends = document is None
                    if document is not None:
                        ahead.append(document)
                        held_bytes += len(document.content)
                        self._send([document])
                if not ahead:
                    return
                answer = self._answer(ahead)
                held_bytes -= len(ahead.popleft().content)
                yield answer
        finally:
            if ahead:  # nobody waits for them any more
                self.close()

    def _send(self, documents: Iterable[Document]) -> None:
        assert self._process
        for document in documents:
            self._process.frames.put(document.frame())

    def _answer(self, ahead: Deque[Document]) -> Answer:
        """The answer for the first of the documents, which were all sent. A process that ended may have been ended from
        outside, or by a later document: the first is tried once more, alone. One that hangs is not."""
        answer: Optional[Answer] = None
        for tries_left in (1, 0):
            assert self._process
            deadline = None if self.timeout is None else time.monotonic() + self.timeout
            try:
                answer = Answer(ahead[0], *self._process.answer(deadline))
            except _Ended as ended:
                self.close()
                self._start()
                if ended.code == "hung" or not tries_left:
                    answer = failed_answer(ahead[0], ended.code, f"{ended}; not converted")
                else:
                    self._send([ahead[0]])
                    continue
            else:
                if tries_left:
                    return answer
            self._send(itertools.islice(ahead, 1, None))  # nothing behind the first was sent to this process
            break
        assert answer
        return answer
