"""Folders on any file system that Arrow knows, by their URIs: the same for Spark's driver and its workers."""
from __future__ import annotations

import re
from typing import List

from pyarrow import fs


class Folder:
    """A folder, or a file, by its URI or local path."""

    def __init__(self, uri: str) -> None:
        self.uri = uri.rstrip("/")
        remote = re.match(r"(?!file:)([a-z][a-z0-9+.-]*://[^/]*)(.*)", self.uri)
        if remote:
            self.system, root = fs.FileSystem.from_uri(remote[1].replace("s3a:", "s3:", 1) + "/")
            self.path = root.rstrip("/") + remote[2]
        else:
            self.system, self.path = fs.LocalFileSystem(), re.sub("^file:/*", "/", self.uri)

    def at(self, name: str) -> str:
        """The path of what is in it, for its file system."""
        return f"{self.path}/{name}"

    def names(self, name: str) -> List[str]:
        """What a folder in it holds; nothing where it is not there."""
        return sorted(info.base_name for info in self.system.get_file_info(fs.FileSelector(self.at(name), allow_not_found=True)))

    def is_file(self, name: str) -> bool:
        """Whether a file of that name is in it."""
        return bool(self.system.get_file_info(self.at(name)).type == fs.FileType.File)

    def make(self, name: str) -> None:
        """Makes a folder in it, with those above."""
        self.system.create_dir(self.at(name), recursive=True)

    def remove(self, name: str) -> None:
        """Removes what is there: a file, or a folder with all that it holds."""
        kind = self.system.get_file_info(self.at(name)).type
        if kind == fs.FileType.Directory:
            self.system.delete_dir(self.at(name))
        elif kind != fs.FileType.NotFound:
            self.system.delete_file(self.at(name))

    def rename(self, old: str, new: str) -> None:
        """Moves a file or folder in it."""
        self.system.move(self.at(old), self.at(new))


def read_file(uri: str) -> bytes:
    """All bytes of a file."""
    file_of = Folder(uri)
    with file_of.system.open_input_stream(file_of.path, compression=None) as file:
        return bytes(file.read())
