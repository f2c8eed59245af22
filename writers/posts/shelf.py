"""Where posts and pictures lie: a file, a folder or a zip comes in; its members can be listed, read in bounds, and found by the name a post uses."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from writers.posts.post import Left, NotReadable

MOST_FILES = 20_000
MOST_BYTES = 2 * 1024**3  # of everything in an archive, unpacked
MOST_OF_ONE = 300 * 1024**2
MOST_DIRECTORY = 8 * 1024**2  # bytes of an archive's own list of its files
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".avif"}
LONG_NAME = 24  # letters of a file name that no two pictures share by chance
SIZED = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)|-scaled(?=\.\w+$)")


class Shelf:
    """Members by name, '/' between folders. `left` says what was refused on sight."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.left: list[Left] = []
        self._pictures: dict[str, list[str]] = defaultdict(list)

    def size(self, name: str) -> int:
        raise NotImplementedError

    def open(self, name: str) -> IO[bytes]:
        raise NotImplementedError

    def read(self, name: str, *, most: int) -> bytes:
        """Raises NotReadable where there are more than `most` bytes."""
        with self.open(name) as file:
            raw = file.read(most + 1)
        if len(raw) > most:
            raise NotReadable(_("This file is larger than %(most)s MB.") % {"most": most // 1024**2})
        return raw

    def _take(self, names: list[str]) -> None:
        self.names = sorted(names, key=lambda name: name.split("/"))  # "van" before "van-2", as they were made
        for name in self.names:
            if PurePosixPath(name).suffix.lower() in PICTURES:
                self._pictures[PurePosixPath(name).name.lower()].append(name)

    def picture(self, ref: str, *, beside: str) -> str | None:
        """The member that a post at `beside` means by `ref`; None where there is none, or two that could be meant."""
        parts = urlsplit(ref)
        path = unquote(unquote(parts.path)).lstrip("/").removeprefix("./")
        folder = PurePosixPath(beside).parent
        if not parts.netloc and not parts.scheme:
            for near in (folder / path, folder / PurePosixPath(beside).stem / path, PurePosixPath(path), PurePosixPath("static") / path):
                plain = os.path.normpath(str(near))
                if plain in self.names_set:
                    return plain
        wanted = path.split("/")
        exact = self._nearest(wanted, remote=bool(parts.netloc))
        return exact or self._nearest([*wanted[:-1], SIZED.sub("", wanted[-1])], remote=bool(parts.netloc))

    @property
    def names_set(self) -> frozenset[str]:
        if not hasattr(self, "_names_set"):
            self._names_set = frozenset(self.names)
        return self._names_set

    def _nearest(self, wanted: list[str], *, remote: bool) -> str | None:
        """The one whose path ends most like what is wanted. An address elsewhere must share a folder, too, or a name nobody repeats."""
        found = self._pictures.get(wanted[-1].lower(), [])
        scored = sorted(((_shared(name.split("/"), wanted), name) for name in found), reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        enough = scored[0][0] > 1 or not remote or len(wanted[-1]) >= LONG_NAME
        return scored[0][1] if enough else None


def _shared(name: list[str], wanted: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(name), reversed(wanted), strict=False):
        if one.lower() != other.lower():
            break
        count += 1
    return count


class Folder(Shelf):
    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root.resolve()
        names = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [one for one in folders if not one.startswith(".") and not (Path(folder) / one).is_symlink()]
            for file in files:
                path = Path(folder) / file
                if path.is_symlink() or not path.is_file():
                    self.left.append(Left(file, _("A link to another file is not followed.")))
                elif not file.startswith("."):
                    names.append(path.relative_to(self.root).as_posix())
            if len(names) > MOST_FILES:
                raise NotReadable(_too_many())
        self._take(names)

    def size(self, name: str) -> int:
        return (self.root / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")


class One(Shelf):
    """A single file; pictures beside it are found, other posts beside it are not."""

    def __init__(self, path: Path, *, name: str = "", neighbours: bool = True) -> None:
        super().__init__()
        self.path = path
        self.name = name or path.name
        near = path.parent.iterdir() if neighbours else ()
        self.near = {one.name: one for one in near if one.suffix.lower() in PICTURES and one.is_file() and not one.is_symlink()}
        self._take([self.name, *self.near])

    def size(self, name: str) -> int:
        return self._path(name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return self._path(name).open("rb")

    def _path(self, name: str) -> Path:
        return self.path if name == self.name else self.near[name]


class Zip(Shelf):
    def __init__(self, path: Path) -> None:
        super().__init__()
        _refuse_long_directory(path)
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise NotReadable(_("This zip cannot be opened; it may have been cut off. Make or download it once more.")) from problem
        self.infos: dict[str, zipfile.ZipInfo] = {}
        for info in self.zip.infolist():
            name = info.filename.replace("\\", "/")  # some programs on Windows write it so
            if self._is_wanted(info, name) and self.infos.setdefault(name, info) is not info:
                self._refuse(name, _("Another file in the zip has the same name, and came first. Rename one of them and bring it by itself."))
        if len(self.infos) > MOST_FILES:
            raise NotReadable(_too_many())
        if sum(info.file_size for info in self.infos.values()) > MOST_BYTES:
            raise NotReadable(_("Unpacked, this zip would take more than 2 GB. Bring your posts in parts."))
        self._take(list(self.infos))

    def _is_wanted(self, info: zipfile.ZipInfo, name: str) -> bool:
        path = PurePosixPath(name)
        if name.endswith("/") or "__MACOSX" in path.parts:
            return False
        if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", name):
            return self._refuse(name, _("Its name points outside the archive; it was not touched. Make the zip anew from the folder itself."))
        if path.name.startswith("."):
            return False
        if stat.S_ISLNK(info.external_attr >> 16):
            return self._refuse(name, _("A link to another file is not followed."))
        if info.flag_bits & 0x1:
            return self._refuse(name, _("It is locked with a password. Make the zip without one."))
        return True

    def _refuse(self, name: str, words: str) -> bool:
        self.left.append(Left(name[-120:], words))
        return False

    def size(self, name: str) -> int:
        return self.infos[name].file_size

    def open(self, name: str) -> IO[bytes]:
        if self.infos[name].file_size > MOST_OF_ONE:
            raise NotReadable(_("This file is larger than %(most)s MB.") % {"most": MOST_OF_ONE // 1024**2})
        try:
            return self.zip.open(self.infos[name])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as problem:
            raise NotReadable(_("This file in the zip is damaged.")) from problem


def _refuse_long_directory(path: Path) -> None:
    """Python reads the whole list of members at once: what it says of its own length is looked at first."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    for found in re.finditer(b"(?=PK\x05\x06)", tail):  # any of these may be the one that is obeyed
        at = found.start()
        if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):  # a longer record is obeyed instead, whatever this one says
            raise NotReadable(_("This zip is of a kind for very large archives (zip64). Bring your posts in parts, each a zip of its own."))
        if len(tail) >= at + 22 and struct.unpack("<L", tail[at + 12 : at + 16])[0] > MOST_DIRECTORY:
            raise NotReadable(_too_many())


def _too_many() -> str:
    return _("There are more than %(most)s files in it. Bring your posts in parts.") % {"most": f"{MOST_FILES:,}"}


@contextmanager
def opened(path: Path, *, name: str = "") -> Iterator[Shelf]:
    """`name`: as it was called where it was uploaded; nothing beside an upload is looked at. Raises NotReadable."""
    if path.is_dir():
        yield Folder(path)
    elif not path.is_file():
        raise NotReadable(_("There is no file or folder %(path)s.") % {"path": path})
    elif zipfile.is_zipfile(path) or (name or path.name).lower().endswith(".zip"):
        shelf = Zip(path)
        try:
            yield shelf
        finally:
            shelf.zip.close()
    else:
        yield One(path, name=name, neighbours=not name)
