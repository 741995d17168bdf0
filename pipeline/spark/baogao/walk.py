"""The files of folders, under the keys that `baogao convert` gives them."""
from __future__ import annotations

import os
from typing import Iterable, Iterator, NamedTuple, Set, Tuple, Union

from pyarrow import fs

from baogao.folder import Folder

Path = Union[str, "os.PathLike[str]"]


class File(NamedTuple):
    """A file: its key, its path or URI, how many bytes it has."""

    key: str
    path: str
    size: int


def _walk(path: str, key: str, entered: Set[Tuple[int, int]]) -> Iterator[File]:
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
        yield File(key or os.path.basename(path), path, facts.st_size)


def _list(uri: str) -> Iterator[File]:
    """The files of a folder, or the file, that a URI names."""
    whole = Folder(uri)
    is_file = whole.system.get_file_info(whole.path).type == fs.FileType.File
    folder = Folder(whole.uri.rpartition("/")[0]) if is_file else whole
    selected = [whole.path] if is_file else fs.FileSelector(whole.path, recursive=True)
    for info in whole.system.get_file_info(selected):
        key = info.path[len(folder.path) + 1:]
        if info.type == fs.FileType.File and not any(part.startswith(".") for part in key.split("/")):
            yield File(key, f"{folder.uri}/{key}", info.size)


def files(paths: Union[Path, Iterable[Path]]) -> Iterator[File]:
    """The files of paths and URIs. A folder is taken whole, in the order of its names' bytes, without names that begin
    with a dot; no folder is entered twice."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    entered: Set[Tuple[int, int]] = set()
    for named in paths:
        path = os.fspath(named)
        if "://" in path:
            yield from _list(path)
        else:
            yield from _walk(path, "", entered)
