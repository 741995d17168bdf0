"""The files of folders, in the order and under the keys that `baogao convert` gives them."""
from __future__ import annotations

import os
from typing import Iterable, Iterator, Set, Tuple, Union

Path = Union[str, "os.PathLike[str]"]


def _walk(path: str, key: str, entered: Set[Tuple[int, int]]) -> Iterator[Tuple[str, str]]:
    facts = os.stat(path)
    if os.path.isdir(path):
        identity = (facts.st_dev, facts.st_ino)
        if identity in entered:
            return
        entered.add(identity)
        for name in sorted(os.listdir(path), key=os.fsencode):
            if not name.startswith("."):
                yield from _walk(os.path.join(path, name), f"{key}/{name}" if key else name, entered)
    elif os.path.isfile(path):
        yield key or os.path.basename(path), path


def files(paths: Union[Path, Iterable[Path]]) -> Iterator[Tuple[str, str]]:
    """Each file as its key and its path. A folder is taken whole, in the order of its names' bytes, without names that
    begin with a dot; no folder is entered twice."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    entered: Set[Tuple[int, int]] = set()
    for path in paths:
        yield from _walk(os.fspath(path), "", entered)
