"""Bad input of every kind, made in code: a file each, what can be had of it, and what is said."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import plistlib
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bombs import MEGABYTE, zeros
from tests.readers.makers import NEWS, arc, gz, html, http, mhtml, record, robots, tarred, zipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@dataclass(frozen=True)
class Case:
    """A bad file: how it is made at a path, how many pages are in it, what the log says of it."""

    make: Callable[[Path], object]
    said: str
    pages: int = 0


def written(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content())


def damaged(content: bytes, at: int, size: int = 12) -> bytes:
    return (
        content[:at] + bytes(byte ^ 0x5A for byte in content[at : at + size]) + content[at + size :]
    )


def cut_within(content: bytes, what: bytes, size: int) -> bytes:
    """Return *content* without so many bytes, a little behind *what*."""
    at = content.index(what) + len(what) + 40
    return content[:at] + content[at + size :]


def nameless(archive: bytes) -> bytes:
    """Return the ZIP *archive* with a name of no letter in its directory for the first member."""
    lengths = archive.index(b"PK\x01\x02") + 28
    return archive[:lengths] + b"\0\0\1\0" + archive[lengths + 4 :]


def claiming(archive: bytes, size: int) -> bytes:
    """Return the ZIP *archive*, whose first member claims to be packed in so many bytes."""
    return archive[:18] + size.to_bytes(4, "little") + archive[22:]


def resized(archive: bytes, size: int, how: str = "unpacked") -> bytes:
    """Return the ZIP *archive*, whose directory tells so many bytes of the first member."""
    at = archive.index(b"PK\x01\x02") + (20 if how == "packed" else 24)
    return archive[:at] + size.to_bytes(4, "little") + archive[at + 4 :]


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def of_method(method: int, packed: bytes, content: bytes) -> bytes:
    """Return a ZIP archive of a page whose *content* is *packed* by that *method*."""
    whole = bytearray(zipped({"a.html": packed}, zipfile.ZIP_STORED))
    directory = whole.index(b"PK\x01\x02")
    for start in (8, directory + 10):
        struct.pack_into("<H", whole, start, method)
        struct.pack_into("<L", whole, start + 6, zlib.crc32(content))
        struct.pack_into("<L", whole, start + 14, len(content))
    return bytes(whole)


def zstd_bomb() -> bytes:
    """Return one frame of run-length blocks (RFC 8878 section 3.1.1.2): 8 GiB in 256 KiB."""
    block = ((128 * 1024 << 3) | 2).to_bytes(3, "little") + b"a"
    end = ((1 << 3) | 2 | 1).to_bytes(3, "little") + b"a"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * 65_536 + end


def nested(depth: int) -> bytes:
    content = html()
    for _ in range(depth):
        content = zipped({"deeper.zip": content})
    return content


def nested_bomb() -> bytes:
    """Return a ZIP archive of archives of zeros: 16 GB in a few hundred kilobytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("0", "w") as member,
    ):
        for _ in range(256):
            member.write(bytes(MEGABYTE))
    inner = zipped({f"{number}.zip": stream.getvalue() for number in range(8)})
    return zipped({f"{number}.zip": inner for number in range(8)})


def overlapping() -> bytes:
    """Return a ZIP archive of 3,000 members that are all the same 15 MB of spaces."""
    whole = zipped({"a": b" " * (15 * MEGABYTE)})
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start:-22], bytearray(whole[-22:])
    struct.pack_into("<HHLL", end, 8, 3_000, 3_000, len(entry) * 3_000, start)
    return whole[:start] + entry * 3_000 + bytes(end)


def crowded() -> bytes:
    """Return a ZIP archive whose directory claims more than it may."""
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 64 * MEGABYTE, 0, 0)
    return b"PK\x03\x04" + bytes(64 * MEGABYTE) + end


def encrypted() -> bytes:
    content = bytearray(zipped({"secret.html": html(), "open.html": html(2)}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def lzma_of_a_size() -> bytes:
    """Return an archive whose member has no mark at its end, but a size: 7-Zip writes such."""
    alone = lzma.compress(html(), lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1}])
    whole = bytearray(zipped({"a.html": b"\x09\x04\x05\0" + alone[:5] + alone[13:]}, 0))
    directory = whole.index(b"PK\x01\x02")
    for method, size in ((8, 22), (directory + 10, directory + 24)):
        whole[method : method + 2] = struct.pack("<H", 14)
        whole[size : size + 4] = struct.pack("<I", len(html()))
        whole[size - 8 : size - 4] = struct.pack("<I", zlib.crc32(html()))
    return bytes(whole)


def slipping() -> bytes:
    return zipped({"../../../../tmp/newscrawl-slip.html": html(1), "/etc/newscrawl.html": html(2)})


def linking() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("link.html")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("good.html", html())
    return stream.getvalue()


def commented_tar(path: Path) -> None:
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for number, comment in enumerate(["", "x" * 2_000_000]):
            member = tarfile.TarInfo(f"{number}.html")
            member.size = len(html(number))
            member.pax_headers = {"comment": comment} if comment else {}
            archive.addfile(member, io.BytesIO(html(number)))


def stretched_tar() -> bytes:
    whole = bytearray(tarred({f"{number}.html": html(number) for number in range(3)}))
    start = whole.index(b"1.html")
    member = tarfile.TarInfo.frombuf(bytes(whole[start : start + 512]), "utf-8", "strict")
    member.size = 2**30 - 1
    whole[start : start + 512] = member.tobuf(tarfile.USTAR_FORMAT)
    return bytes(whole)


def overstated_tar() -> bytes:
    """Return a tar archive whose second member of four claims 2,000 bytes more than it has."""
    whole = bytearray(tarred({f"{number}.html": html(number) for number in range(4)}))
    start = whole.index(b"1.html")
    member = tarfile.TarInfo.frombuf(bytes(whole[start : start + 512]), "utf-8", "strict")
    member.size += 2_000
    whole[start : start + 512] = member.tobuf(tarfile.USTAR_FORMAT)
    return bytes(whole)


def named_at_length(form: int) -> bytes:
    """Return a tar archive of four members with long names, the second with a damaged header."""
    whole = bytearray(tarred({f"{n}{'n' * 150}": html(n) for n in range(4)}, form))
    starts = [at for at in range(0, len(whole), 512) if whole[at + 257 : at + 262] == b"ustar"]
    whole[starts[3] + 148 : starts[3] + 262] = b"x" * 114
    return bytes(whole)


def backward_tar(kind: bytes, size: int, stated: int | None = None) -> bytes:
    """Return a tar archive of two members: between them one of that *kind* and *size*.

    What is *stated* is its size in an extended header.
    """
    member = tarfile.TarInfo("back")
    member.type, member.size = kind, size
    form = tarfile.GNU_FORMAT
    if stated is not None:
        form, member.pax_headers = tarfile.PAX_FORMAT, {"size": str(stated)}
    first, last = (tarred({f"{number}.html": html(number)}) for number in range(2))
    return first[:1_024] + member.tobuf(form) + last


def mapless_tar() -> bytes:
    """Return a tar archive whose first member of two has holes, and no map of them."""
    headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"}
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for number, more in enumerate([headers, {}]):
            member = tarfile.TarInfo(f"{number}.html")
            member.size, member.pax_headers = len(html(number)), more
            archive.addfile(member, io.BytesIO(html(number)))
    return stream.getvalue()


def trailed(mark: bytes = b"PK\x07\x08", sizes: str = "<LLL") -> bytes:
    """Return a ZIP archive of three stored members with their sizes behind them, and no more."""
    parts = []
    for number in range(3):
        content = html(number)
        name = f"{number}.html".encode()
        parts += [
            struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 8, 0, 0, 0, 0, 0, 0, len(name), 0),
            name,
        ]
        told = struct.pack(sizes, zlib.crc32(content), len(content), len(content))
        parts += [content, mark, told]
    return b"".join(parts)


def headed_64(method: int, claimed: int | None = None) -> bytes:
    """Return a ZIP archive of two members with headers of ZIP64, and without its directory.

    The first is *claimed* to have so many bytes.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for number in range(2):
            with archive.open(f"{number}.html", "w", force_zip64=True) as member:
                member.write(html(number))
    whole = bytearray(stream.getvalue())
    if claimed is not None:
        struct.pack_into("<QQ", whole, whole.index(b"0.html") + 10, claimed, claimed)
    return bytes(whole[: whole.index(b"PK\x01\x02")])


def safari(
    body: bytes | None,
    address: object = "https://news.example/1",
    form: plistlib.PlistFormat = plistlib.FMT_BINARY,
) -> bytes:
    main = {"WebResourceURL": address, "WebResourceTextEncodingName": "UTF-8"}
    content = main if body is None else main | {"WebResourceData": body}
    return plistlib.dumps({"WebMainResource": content}, fmt=form)


def laughter(depth: int) -> list[object]:
    """Return a list that is small in a property list, and 2**depth words long when printed."""
    found: list[object] = ["ha"]
    for _ in range(depth):
        found = [found, found]
    return found


def wide_zstd() -> bytes:
    options = {zstd.CompressionParameter.window_log: 31}
    compressor = zstd.ZstdCompressor(options=options)
    return compressor.compress(html()) + compressor.flush()


def tar_links() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, target in (
            ("link.html", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard.html", tarfile.LNKTYPE, "/etc/passwd"),
            ("pipe", tarfile.FIFOTYPE, ""),
            ("device", tarfile.CHRTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        info = tarfile.TarInfo("../../good.html")
        info.size = len(html())
        archive.addfile(info, io.BytesIO(html()))
    return stream.getvalue()


def filled_map_tar(path: Path) -> None:
    """Write a tar archive of GNU's old form: the map of the holes has room for more pieces."""
    content = html(1)
    member = tarfile.TarInfo("holes.html")
    member.type, member.size = tarfile.GNUTYPE_SPARSE, len(content)
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    size = len(content) + 50_000
    pieces = [(0, len(content)), (size, 0), (0, 0), (0, 0)]
    for number, piece in enumerate(pieces):
        header[386 + 24 * number : 410 + 24 * number] = b"%011o\0%011o\0" % piece
    header[483:495] = b"%011o\0" % size
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    block = content.ljust(-(-len(content) // 512) * 512, b"\0")
    path.write_bytes(bytes(header) + block + tarred({"good.html": html(2)}))


def sparse_tar(path: Path) -> None:
    """Write a tar archive with a sparse member of 100 GB that takes one block."""
    headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.map": "0,512",
               "GNU.sparse.size": str(100 * 1024**3), "GNU.sparse.numblocks": "1"}  # fmt: skip
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("sparse.html")
        info.size, info.pax_headers = 512, headers
        archive.addfile(info, io.BytesIO(b"x" * 512))
        info = tarfile.TarInfo("good.html")
        info.size = len(html())
        archive.addfile(info, io.BytesIO(html()))


def sparse_warc(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(record(1))
        stream.seek(20 * 1024 * MEGABYTE)
        stream.write(record(2))
        stream.truncate(40 * 1024 * MEGABYTE)


def boastful_tar(path: Path) -> None:
    """Write a packed tar archive whose long name alone is 2 GB."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 2 * 1024**3
    with gzip.open(path, "wb", 1) as stream:
        stream.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(64):
            stream.write(b"x" * MEGABYTE)


def dictionary_warc(with_dictionary: bool) -> bytes:
    records = [record(number) for number in range(8)]
    dictionary = zstd.train_dict(records * 40, 1_000)
    packer = zstd.ZstdCompressor(zstd_dict=dictionary)
    frames = b"".join(packer.compress(each, packer.FLUSH_FRAME) for each in records)
    content = zstd.compress(dictionary.dict_content)
    head = struct.pack("<LL", 0x184D2A5D, len(content)) + content
    return head + frames if with_dictionary else frames


def big_text(path: Path) -> None:
    with path.open("wb") as stream:
        for _ in range(200):
            stream.write(b"A line of a text without an end, of a hundred\n" * (MEGABYTE // 46))


def oversize_record() -> bytes:
    return record(1) + record(2, http(html() + b"<p>" * 8_000_000)) + record(3)


RECORDS = [record(number) for number in range(5)]
PACKED = [gz(each) for each in RECORDS]
UTF_16 = "<html><head><title>Ferry</title></head><body><p>The ferry sailed on Tuesday, at last.</p>"
RUSSIAN = "Паром вышел\n\nПаром вышел в море во вторник; капитан был рад, жители тоже.\n" * 3
HINDI = "नाव चली\n\nखाड़ी के पार नौका मंगलवार को तूफान के बाद पहली बार रवाना हुई।\n" * 3

CASES: dict[str, Case] = {
    "empty.html": Case(written(b""), "the file is empty"),
    "blank.txt": Case(written(b" \n\t\r\n"), "the file is empty"),
    "mark.html": Case(written(b"\xef\xbb\xbf"), "the file is empty"),
    "mark-16.txt": Case(written(b"\xff\xfe"), "the file is empty"),
    "padded.html": Case(written(html() + bytes(5_000)), "", 1),
    "padded-before.html": Case(written(bytes(600) + html()), "", 1),
    "padded-before.txt": Case(written(bytes(70_000) + RUSSIAN.encode("utf-16-be")), "", 1),
    "hole.txt": Case(written(RUSSIAN.encode().replace(b"\n\n", bytes(4_096), 1)), "", 1),
    "hole.html": Case(written(html().replace(b"<p>", b"<p>" + bytes(4_096))), "", 1),
    "followed.html.gz": Case(written(gz(html()) + b"rubbish"), "what follows at offset 2[0-9]+", 1),
    "wide.html.zst": Case(written(wide_zstd), "need a window of more than 128 MB"),
    "framed.html.zst": Case(
        written(lambda: b"\x50\x2a\x4d\x18\x04\0\0\0abcd" + zstd.compress(html())), "", 1
    ),
    "alone.lzma": Case(
        written(lambda: lzma.compress(html(), lzma.FORMAT_ALONE)), "", 1
    ),
    "safari.webarchive": Case(written(safari(html())), "", 1),
    "laughing.webarchive": Case(written(safari(html(), laughter(40))), "", 1),
    "empty.webarchive": Case(written(safari(None)), "a property list, not a page"),
    "cut.webarchive": Case(written(safari(html())[:-40]), "the property list is damaged"),
    "large.webarchive": Case(written(lambda: safari(bytes(21 * MEGABYTE))), "over the limit of"),
    "list.xml": Case(
        written(b'<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//A//B"><plist><dict/></plist>'),
        "an XML document <plist>",
    ),
    "saved.xml": Case(written(lambda: safari(html(), form=plistlib.FMT_XML)), "", 1),
    "marked.xml": Case(
        written(lambda: b"\xef\xbb\xbf" + safari(html(), form=plistlib.FMT_XML)), "", 1
    ),
    "broken.xml": Case(
        written(lambda: safari(html(), form=plistlib.FMT_XML).replace(b"</data>", b"</date>")),
        "the property list is damaged",
    ),
    "nested.xml": Case(
        written(lambda: safari(html(), form=plistlib.FMT_XML).replace(b"<dict>", b"<key/>", 1)),
        "the property list is damaged",
    ),
    "codeless.xml": Case(
        written(lambda: safari(html(), form=plistlib.FMT_XML).replace(b"UTF-8", b"UTLF-8", 1)),
        "the property list is damaged",
    ),
    "index.rdf": Case(
        written(b'<?xml version="1.0"?><RDF:RDF><M:title RDF:resource="x"/></RDF:RDF>'),
        "an XML document",
    ),
    "mail.txt": Case(
        written(
            b"Received: from a.example\r\n by b.example; Sun, 1 Mar 2026 10:00:00 +0100\r\n"
            b"From: Desk <desk@news.example>\r\nSubject: Ferry\r\n\r\nThe ferry sailed.\r\n"
        ),
        "a mail without an HTML part",
    ),
    "mailbox.txt": Case(
        written(b"From a@news.example Sun Mar  1 10:00:00 2026\nSubject: Ferry\n\nIt sailed.\n"),
        "a mailbox, not a page",
    ),
    "mailbox.html": Case(
        written(
            lambda: (
                b"From a@news.example Sun Mar  1 10:00:00 2026\n"
                + mhtml(("Content-Type: text/html", html()))
            )
        ),
        "a mailbox, not a page",
    ),
    "apple.emlx": Case(
        written(lambda: b"999    \n" + mhtml(("Content-Type: text/html", html()))), "", 1
    ),
    "release.txt": Case(
        written(b"From: The Harbour Office\nSubject: Ferry\n\nThe ferry sailed, at last.\n"), "", 1
    ),
    "nul.txt": Case(written(bytes(5_000)), "the file is empty|binary"),
    "nul-within.html": Case(written(html().replace(b"ferry", b"fe\0rry")), "", 1),
    "utf-16.html": Case(written(UTF_16.encode("utf-16")), "", 1),
    "utf-16-bare.html": Case(written(UTF_16.encode("utf-16-be")), "", 1),
    "utf-32-bare.html": Case(written(UTF_16.encode("utf-32-le")), "", 1),
    "utf-16-russian.txt": Case(written(RUSSIAN.encode("utf-16")), "", 1),
    "utf-16-bare-hindi.txt": Case(written(HINDI.encode("utf-16-le")), "", 1),
    "utf-16-bare-russian.txt": Case(written(RUSSIAN.encode("utf-16-le")), "", 1),
    "utf-32.html": Case(written(UTF_16.encode("utf-32")), "", 1),
    "noise.html": Case(written(os.urandom(100_000)), "binary data"),
    "picture.html": Case(written(b"\x89PNG\r\n\x1a\n" + os.urandom(500)), "a PNG image"),
    "document.html": Case(written(b"%PDF-1.7 ..."), "a PDF document"),
    "behind-blanks.pdf": Case(written(b"\r\n%PDF-1.4\n1 0 obj <<>> endobj\n"), "a PDF document"),
    "belied.txt": Case(written(html()), "ends in .txt, but it is HTML", 1),
    "belied.jpg": Case(written(html()), "ends in .jpg, but it is HTML", 1),
    "big.txt": Case(big_text, "over the limit of"),
    "cut.html.gz": Case(written(gz(html() * 400)[:-40]), "the gzip data end early"),
    "checksum.html.gz": Case(written(damaged(gz(html()), -7, 2)), "damaged gzip data"),
    "bomb.html.gz": Case(written(lambda: zeros(600)), "over the limit of"),
    "bomb.warc.gz": Case(
        written(lambda: gz(record(1,
        length=2**40)[:-4] + bytes(50 * MEGABYTE)) * 3 + gz(record(2))),
        "it claims 1,099,511,627,776 bytes",
        1,
    ),
    "bomb.warc.zst": Case(
        written(lambda:
            zstd.compress(record(1))
            + zstd.compress(record(2, length=2**40)[:-4])
            + zstd_bomb()
            + zstd.compress(record(3))
        ),
        "unpacks to more than 250 times its size",
        1,
    ),
    "bomb.xz": Case(
        written(lambda: lzma.compress(bytes(64 * MEGABYTE), preset=0)), "over the limit of"
    ),
    "bomb.bz2": Case(written(lambda: bz2.compress(bytes(64 * MEGABYTE), 1)), "over the limit of"),
    "bomb.zst": Case(written(zstd_bomb), "over the limit of"),
    "bomb.tar.zst": Case(
        written(lambda: zstd.compress(tarred({"a": html()})[:1024]) + zstd_bomb()),
        "without a member", 1
    ),
    "bomb.zip": Case(written(nested_bomb), "unpacks to more than|over the limit"),
    "overlapping.zip": Case(written(overlapping), "unpacks to more than"),
    "crowded.zip": Case(written(crowded), "directory of the ZIP archive"),
    "deep.zip": Case(written(nested(9)), "more than 5 layers"),
    "encrypted.zip": Case(written(encrypted()), "secret.html: it is encrypted", 1),
    "slip.zip": Case(written(slipping()), "newscrawl-slip.html: its name leads out", 2),
    "lzma.zip": Case(
        written(zipped({"a.html": html(1), "b.html": html(2)}, zipfile.ZIP_LZMA)), "", 2
    ),
    "lzma-sized.zip": Case(written(lzma_of_a_size), "", 1),
    "lzma-cut.zip": Case(
        written(damaged(zipped({"a.html": html() * 9}, zipfile.ZIP_LZMA), 80)),
        "a.html: damaged LZMA",
    ),
    "link.zip": Case(written(linking()), "a symbolic link, not followed", 1),
    "cut.zip": Case(
        written(zipped({"a.html": html(1), "b.html": html(2)}, zipfile.ZIP_STORED)[:-120]),
        "directory of the ZIP archive is damaged", 2,
    ),
    "damaged.zip": Case(
        written(damaged(zipped({"a.html": html(1), "b.html": html(2)}), 80)), "a.html", 1
    ),
    "checksum.zip": Case(
        written(zipped({"a.html": html(1)}, zipfile.ZIP_STORED).replace(b"Tuesday", b"Tuesdax")),
        "its checksum is wrong",
    ),
    "directory.zip": Case(
        written(
            damaged(
                (whole := zipped({"a.html": html(1), "b.html": html(2)})),
                whole.index(b"PK\x01\x02"),
                4,
            )
        ),
        "directory of the ZIP archive is damaged", 2,
    ),
    "moved.zip": Case(
        written(cut_within(zipped({f"{n}.html": html(n) for n in range(3)}), b"1.html", 9)),
        "is wrong about the places of members", 2,
    ),
    "joined.zip": Case(
        written(zipped({"a.html": html(1)}) + zipped({"b.html": html(2)})),
        "does not name the first of its members", 2,
    ),
    "long.zip": Case(
        written(claiming(zipped({"a.html": html(1), "b.html": html(2)})[:-60], 5_000)),
        "its members are looked for one by one", 2,
    ),
    "cut-stored.zip": Case(
        written(zipped({"a.html": html(1), "b.html": html(2)}, zipfile.ZIP_STORED)[:600]),
        "b.html: it claims 324 bytes, and there are fewer", 1,
    ),
    "cut-before.zip": Case(
        written(zipped({"a.html": html(1)}, zipfile.ZIP_STORED)[:36]), "a.html: it claims 324 bytes"
    ),
    "cut-bzip2.zip": Case(
        written(zipped({"a.html": html(1)}, zipfile.ZIP_BZIP2)[:36]), "a.html: it claims 24[0-9] by"
    ),
    "sizes.zip": Case(
        written(lambda: resized(zipped({"a.html": html(1), "b.html": html(2)}, 0), 5)),
        "", 2,
    ),
    "cut-by-size.zip": Case(
        written(
            lambda: resized(zipped({"a.html": html(1), "b.html": html(2)}, 0), 100, "packed")
        ),
        "a.html: its checksum is wrong", 1,
    ),
    "zstandard-20.zip": Case(
        written(lambda: of_method(20, zstd.compress(html(1)), html(1))), "", 1
    ),
    "garbled.zip": Case(
        written(lambda: of_method(8, deflated(html(1, "<meta name=a>")), html(1))),
        "a.html: its checksum is wrong",
    ),
    "garbled-mail.zip": Case(
        written(lambda: of_method(8, deflated(mhtml(("Content-Type: text/html", html()))), b"x")),
        "a.html: its checksum is wrong",
    ),
    "as-folder.zip": Case(
        written(zipped({"d/ax.html": html()}).replace(b"d/ax.html", b"d/\0x.html")), "", 1
    ),
    "inner.zip": Case(
        written(
            zipped(
                {"in.zip": zipped({"a.html": html(1), "b.html": html(2)}, zipfile.ZIP_STORED)},
                zipfile.ZIP_STORED,
            )[:-120]
        ),
        "in.zip: the directory of the ZIP archive is damaged", 2,
    ),
    "trailed.zip": Case(written(trailed()), "its members are looked for one by one", 3),
    "trailed-64.zip": Case(written(trailed(sizes="<LQQ")), "are looked for one by one", 3),
    "trailed-bare.zip": Case(
        written(trailed(b"") + b"PK\x05\x06"), "its members are looked for one by one", 3
    ),
    "trailed-cut.zip": Case(written(trailed()[:-20]), "2.html: where it ends does not show", 2),
    "trailed-checksum.zip": Case(
        written(trailed().replace(b"Ferry 1", b"Ferry x", 1)), "1.html: its checksum is wrong", 2
    ),
    "headed-64-stored.zip": Case(
        written(lambda: headed_64(zipfile.ZIP_STORED)), "are looked for one by one$", 2
    ),
    "headed-64.zip": Case(
        written(lambda: headed_64(zipfile.ZIP_DEFLATED)), "are looked for one by one$", 2
    ),
    "beyond-64.zip": Case(
        written(lambda: headed_64(zipfile.ZIP_DEFLATED, 2**64 - 1)),
        "0.html: it claims 18,446,744,073,709,551,615 bytes, and there are fewer", 1,
    ),
    "beyond.zip": Case(
        written(
            claiming(
                zipped({f"{n}.html": html(n) for n in range(3)}, zipfile.ZIP_STORED)[:-22], 2**31
            )
        ),
        "its members are looked for one by one", 2,
    ),
    "folders.zip": Case(
        written(zipped({"news/": b"", "news/a.html": html(1), "news/b/": b""})), "", 1
    ),
    "nameless.zip": Case(
        written(nameless(zipped({"x": html(1)}))), r"wrong about the names of members \(1\)", 1
    ),
    "a.cpio": Case(written(b"070701" + b"0" * 104 + b"a.html\0" + html()), "a cpio archive"),
    "office.html": Case(
        written(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})), "an Office"
    ),
    "open.html": Case(
        written(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "a.xml": b"<x/>"})),
        "an Office",
    ),
    "book.epub": Case(
        written(zipped({"mimetype": b"application/epub+zip", "a.html": html()})), "an e-book"
    ),
    "rows.txt": Case(
        written("".join(f"{n},Fog on the bay,{n * 7}\n" for n in range(40)).encode()), "a table"
    ),
    "quoted.csv": Case(
        written("".join(f'{n},"Fog, {"thick, " * n}it is",{n}\n' for n in range(40)).encode()),
        "a table",
    ),
    "spoken.csv": Case(
        written("".join(f'{n},"""Fog, {"ah, " * n}"" they say",{n}\n' for n in range(9)).encode()),
        "a table",
    ),
    "a.cdx": Case(
        written(
            b" CDX N b a m s k r M S V g\n"
            b"example,news)/a 20260301 https://news.example/a text/html 200 A - - 5 0 a.warc\n"
        ),
        "an index of a web archive",
    ),
    "a.cdxj": Case(
        written(b'example,news)/a 20260301100000 {"url": "https://news.example/a"}\n' * 3),
        "an index of a web archive",
    ),
    "a.warc.gz.md5": Case(
        written(b"d41d8cd98f00b204e9800998ecf8427e  a.warc.gz\n"), "a list of addresses or codes"
    ),
    "sources.txt": Case(
        written(b"Fog on the bay\n\nThe ferry waits; more at https://news.example/2026/03/fog\n"),
        "", 1,
    ),
    "answer.json": Case(
        written(b'[{"title": "Fog", "body": "<p>On</p> <p>the</p> <p>bay.</p>"}]'), "a JSON"
    ),
    "icons.html": Case(
        written(b"<svg><path d='" + b"M1 2" * 20_000 + b"'/></svg><h1>Fog</h1><p>It waits.</p>"),
        "", 1,
    ),
    "text-and-icons.html": Case(
        written(
            b"Some saved text.\n" + (b"<svg><path d='" + b"M0 0L1 1" * 3_000 + b"'/></svg>") * 4
            + html()[html().index(b"<article>") :]
        ),
        "",
        1,
    ),
    "late.html": Case(written(b"\n" * 100_000 + html()), "", 1),
    "plain.eml": Case(
        written(b"From: a@b.example\r\nSubject: Fog\r\nContent-Type: text/plain\r\n\r\nFog.\r\n"),
        "a mail without an HTML part",
    ),
    "scripts.html": Case(
        written(b"<script>" + b"f();\n" * 20_000 + b"</script><h1>Fog</h1><p>It waits.</p>"), "", 1
    ),
    "icon.svg": Case(written(b"<svg><svg><path d='M1 2'/></svg></svg>"), "<svg>"),
    "remark.html": Case(written(lambda: b'{"cache": "miss"}\n' + html()), "", 1),
    "numbered.txt": Case(written(b"[1]\nThe ferry sailed at last, they said.\n"), "", 1),
    "entities.html": Case(
        written(
            b"Seg&uacute;n la oficina, el barco zarp&oacute; ayer."
            + b"<p>Sali&oacute; hacia la bah&iacute;a y volver&aacute; ma&ntilde;ana ya.</p>" * 3
        ),
        "", 1,
    ),
    "code.html": Case(
        written(
            b"How to wait<p>Write this where the answer is expected, and not before:</p><pre>"
            + b"f() { g(); }\n" * 9
            + b"</pre><p>Then wait until the answer is there, however long that takes.</p>"
        ),
        "", 1,
    ),
    "results.txt": Case(
        written(b"Rowing: 1. Ann 9.58; 2. Bob 9.71; 3. Cid 9.84; 4. Dan 9.93; 5. Eve 9.97\n"),
        "", 1,
    ),
    "voices.txt": Case(
        written(
            "".join(
                f'"{"Such fog was never on this bay as it is today. " * 4}", kata {n}, {30 + n}\n'
                for n in range(9)
            ).encode()
        ),
        "", 1,
    ),
    "brief.txt": Case(
        written(b"https://news.example/2026/03/01/the-ferry-sailed-at-last\nThe ferry sails.\n"),
        "", 1,
    ),
    "declared.txt": Case(
        written(b'<?xml version="1.0"?>\nThe ferry sailed at last, the harbour office said.\n'),
        "", 1,
    ),
    "places.txt": Case(
        written(b"From Bayport on 1 March 2026\nUpdate: the ferry sailed at last.\n"), "", 1
    ),
    "robots.txt": Case(
        written(b"# Be slow.\n\nUser-agent: *\nDisallow: /private/\n"),
        "a robots.txt file, not a page",
    ),
    "on-robots.txt": Case(
        written(b"Fog on the bay\n\nThe file begins with User-agent: and goes on.\n"), "", 1
    ),
    "said.srt": Case(
        written(
            "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nThey said so.\n\n" for n in range(9))
            .encode("utf-8-sig")
        ),
        "subtitles, not a page",
    ),
    "said.vtt": Case(
        written(b"WEBVTT\n\n00:01.000 --> 00:02.500\nThe ferry sailed.\n"), "subtitles, not a page"
    ),
    "server.log": Case(
        written(
            b"2026-03-01 10:00:00,123 INFO [main] The ferry server started as usual, it said\n" * 9
            + b"2026-03-01 10:00:01,456 ERROR [main] Something went wrong\n  at line 7\n"
        ),
        "a log, not a page",
    ),
    "access.log": Case(
        written(b'1.2.3.4 - - [01/Mar/2026:10:00:00 +0000] "GET /fog HTTP/1.1" 200 512\n' * 9),
        "a log, not a page",
    ),
    "syslog": Case(
        written(b"Mar  1 10:00:00 host sshd[7]: a session was opened for the harbour master\n" * 9),
        "a log, not a page",
    ),
    "ticker.txt": Case(
        written(b"10:00 The ferry sailed, they said.\n10:05 It came back with forty people.\n" * 9),
        "",
        1,
    ),
    "server.ini": Case(
        written(b"; how it runs\n[server]\nhost = localhost\nport = 80\nname = harbour web\n" * 3),
        "a file of settings, not a page",
    ),
    "headings.txt": Case(
        written(b"# Ferry sails again\n\n# What they said\n\nIt sailed, they said.\n" * 9), "", 1
    ),
    "plain.diff": Case(written(b"--- a/fog\n+++ b/fog\n@@ -1,2 +1,2 @@\n-old\n+new\n"), "a patch"),
    "sites.yaml": Case(
        written(b"a: 1\n---\nplaces:\n  - bay\n  - town\nways:\n  - ferry\n---\nb: 2\n"),
        "a file of settings",
    ),
    "site.yaml": Case(
        written(b"# Runs\nname: Deploy\non:\n  push:\n    branches: [main]\njobs:\n  build:\n"
                b"    steps:\n      - uses: checkout\n      - run: make test\n"),
        "a file of settings, not a page",
    ),
    "talk.txt": Case(
        written(b"Anna: Did it sail?\nBob: It did.\nAnna: When?\nBob: On Tuesday.\n" * 9), "", 1
    ),
    "bullets.txt": Case(
        written(b"In short:\n" + b"- The ferry sailed: it was high time.\n" * 9), "", 1
    ),
    "fog.md": Case(
        written(b"---\ntitle: Fog\ntags:\n  - bay\n  - fog\nauthor: Ann\n---\nFog on the bay.\n"),
        "", 1,
    ),
    "fog.py": Case(
        written(b"import os\n\ndef fog(bay):\n    found = os.listdir(bay)\n    return found\n" * 3),
        "a program, not a page",
    ),
    "paper.tex": Case(written(b"\\documentclass{article}\n\\begin{document}\nFog.\n"), "a LaTeX"),
    "fog.diff": Case(written(b"diff --git a/fog b/fog\n--- a/fog\n+++ b/fog\n"), "a patch"),
    "lines.jsonl": Case(written(b'{"title": "Fog", "text": "On the bay."}\n' * 9), "a JSON"),
    "comment.tar": Case(commented_tar, "at offset 1,024: a header of 2,000,0[0-9]+ bytes", 2),
    "links.tar": Case(
        written(tar_links()),
        "link.html: a link, not followed\n(.|\n)*hard.html: a link, not followed\n"
        "(.|\n)*pipe: a named pipe, not a page\n(.|\n)*device: a device, not a page\n"
        "(.|\n)*good.html: its name leads out of the archive", 1,
    ),
    "filled-map.tar": Case(filled_map_tar, "", 2),
    "sparse.tar": Case(sparse_tar, "sparse.html: .* over the limit of", 1),
    "boastful.tar.gz": Case(boastful_tar, "at offset 0: the member .* claims 2,147,483,6"),
    "long.tar": Case(written(stretched_tar), "the member 1.html claims 1,073,741,823 bytes", 2),
    "long.tar.gz": Case(
        written(lambda: gz(stretched_tar())), "the member 1.html claims 1,073,741,823 bytes", 2
    ),
    "long-names.tar": Case(
        written(named_at_length(tarfile.GNU_FORMAT)), "at offset 3,072: here begins no member", 3
    ),
    "long-names-pax.tar.gz": Case(
        written(lambda: gz(named_at_length(tarfile.PAX_FORMAT))), "at offset 3,072: here begins", 3
    ),
    "backward.tar": Case(
        written(backward_tar(b"V", -1_024)), "the member back claims -1,024 bytes$", 2
    ),
    "backward-link.tar.gz": Case(
        written(lambda: gz(backward_tar(tarfile.SYMTYPE, -(2**40)))), "the member back claims", 2
    ),
    "backward-pax.tar": Case(
        written(backward_tar(tarfile.REGTYPE, 0, -4_096)), "at offset 1,024: the headers of", 2
    ),
    "unheard-of.tar": Case(
        written(backward_tar(b"Z", 2**40)), "the member back claims 1,099,511,627,776 bytes", 2
    ),
    "mapless.tar": Case(written(mapless_tar()), "at offset 0: the headers of the member", 1),
    "mapless.tar.gz": Case(written(lambda: gz(mapless_tar())), "at offset 0: the headers", 1),
    "mapless-cut.tar.gz": Case(
        written(lambda: gz(mapless_tar()[:1_600])), "at offset 0: the headers(.|\n)*end of data"
    ),
    "overstated.tar": Case(
        written(overstated_tar()), "1.html: it claims 2,[0-9]+ bytes, and the next member", 3
    ),
    "overstated.tar.gz": Case(
        written(lambda: gz(overstated_tar())), "1.html: it claims 2,[0-9]+ bytes, and the next", 3
    ),
    "overstated-cut.tar.gz": Case(
        written(lambda: gz(overstated_tar()[:2_700])),
        "1.html: it claims 2,[0-9]+ bytes, and the next (.|\n)*2.html: it claims [0-9,]+ bytes", 1,
    ),
    "tar-within.tar": Case(
        written(lambda: tarred({"a.tar": tarred({"a.html": html(1), "b.html": html(2)})})), "", 2
    ),
    "damaged-first.tar": Case(
        written(damaged(tarred({"a.html": html(1), "b.html": html(2)}), 20)),
        "at offset 0: here begins no member", 1,
    ),
    "rubbish-first.zip": Case(written(b"\r\n rubbish\r\n" + zipped({"a.html": html()})), "", 1),
    "cut.tar": Case(
        written(tarred({"a.html": html(1), "b.html": html(2) * 10})[:2_500]),
        "b.html claims [0-9,]+ bytes", 1,
    ),
    "damaged.tar": Case(
        written(damaged(tarred({"a.html": html(1), "b.html": html(2)}), 1024, 200)),
        "tar archive", 1,
    ),
    "cut.warc": Case(written(b"".join(RECORDS)[:-300]), "urn:uuid:4: the record at offset", 4),
    "cut.warc.gz": Case(written(b"".join(PACKED)[:-60]), "offset [0-9,]+: .*end early", 4),
    "damaged.warc.gz": Case(
        written(b"".join([*PACKED[:2], damaged(PACKED[2], 90), *PACKED[3:]])),
        "offset [0-9,]+: damaged gzip data", 4,
    ),
    "damaged-first.warc.gz": Case(
        written(b"".join([damaged(PACKED[0], 60), *PACKED[1:]])), "offset 0: damaged gzip data", 4
    ),
    "rubbish-first.warc.gz": Case(
        written(b"rubbish!" + b"".join(PACKED)[8:]), "offset 0: .*gzip data", 4
    ),
    "damaged-whole.warc.gz": Case(
        written(lambda: damaged(gz(b"".join(RECORDS)), -8, 4)), "damaged gzip data", 4
    ),
    "sparse.warc": Case(sparse_warc, "offset [0-9]{3}: here begins no record", 2),
    "rubbish-first.warc": Case(
        written(b"\r\n rubbish\r\n" + b"".join(RECORDS)), "offset 2: here begins no record", 5
    ),
    "short.warc": Case(
        written(b"".join([*RECORDS[:2], record(2, length=150), *RECORDS[3:]])),
        "urn:uuid:2: the record at offset .*does not end", 4,
    ),
    "long.warc": Case(
        written(b"".join([*RECORDS[:2], record(2, length=999), *RECORDS[3:]])),
        "urn:uuid:2: the record at offset .*does not end", 4,
    ),
    "boastful.warc": Case(
        written(b"".join([*RECORDS[:2], record(2, length=10**10), *RECORDS[3:]])),
        "urn:uuid:2: .* it claims 10,000,000,000 bytes", 4,
    ),
    "boastful.warc.gz": Case(
        written(b"".join([*PACKED[:2], gz(record(2, length=10**10)), *PACKED[3:]])),
        "urn:uuid:2: .* it claims 10,000,000,000 bytes", 4,
    ),
    "endless.warc": Case(
        written(RECORDS[0] + b"WARC/1.0\r\n" + b"X: %b\r\n" % (b"y" * 55) * 10_000 + RECORDS[1]),
        "does not end", 2,
    ),
    "lengthless.warc": Case(
        written(RECORDS[0] + record(1, length="many") + RECORDS[2]), "the length of the record", 2
    ),
    "rubbish.warc": Case(
        written(RECORDS[0] + os.urandom(9_999) + b"\n" + RECORDS[1]), "begins no record", 2
    ),
    "oversize.warc.gz": Case(
        written(lambda: gz(oversize_record())), "urn:uuid:2: .*over the limit of", 2
    ),
    "truncated.warc": Case(
        written(RECORDS[0] + record(1, more={"WARC-Truncated": "length"})), "its archiver cut it", 1
    ),
    "chunks.warc": Case(
        written(
            record(0, http(b"fff\r\n" + html(), [("Transfer-Encoding", "chunked")])) + RECORDS[1]
        ),
        "urn:uuid:0: .*chunks", 1,
    ),
    "chunks-cut.warc": Case(
        written(
            record(0, http(b"5\r\n<html\r", [("Transfer-Encoding", "chunked")])) + RECORDS[1]
        ),
        "urn:uuid:0: .*chunks", 1,
    ),
    "coding.warc": Case(
        written(lambda:
            record(0, http(gz(html())[:-30], [("Content-Encoding", "gzip")]))
            + record(1, http(gz(bytes(64 * MEGABYTE)), [("Content-Encoding", "gzip")]))
            + record(2, http(zlib.compress(html())[:-30], [("Content-Encoding", "deflate")]))
            + RECORDS[3]
        ),
        "urn:uuid:0: .*HTTP body", 1,
    ),
    "dictionary.warc.zst": Case(written(dictionary_warc(True)), "", 8),
    "no-dictionary.warc.zst": Case(written(dictionary_warc(False)), "damaged zstandard data"),
    "behind-rubbish.warc": Case(
        written(RECORDS[0] + bytes(900) + RECORDS[1] + b"rubbish" + RECORDS[2]),
        "offset [0-9]{3}: here begins no record", 3,
    ),
    "header-cut.warc": Case(
        written(RECORDS[0] + RECORDS[1][: RECORDS[1].index(b"example/1")] + RECORDS[2]),
        "offset [0-9]{3}: the header of the record does not end", 2,
    ),
    "long-header.warc": Case(
        written(
            RECORDS[0]
            + record(1, more={"X-Long": "a" * 70_000})
            + record(2, more={f"X-{number}": "b" for number in range(900)})
            + record(3, more={"X-Endless": "c" * 2 * MEGABYTE})
            + RECORDS[4]
        ),
        "the record at offset .*: the header of the record does not end", 4,
    ),
    "padded.warc": Case(
        written(RECORDS[0] + b"WARC/1.0" + b" " * 66_000 + b"\r\n" + RECORDS[1]),
        "offset [0-9]{3}: here begins no record", 2,
    ),
    "protocols.warc": Case(
        written(
            RECORDS[0]
            + record(1, b"220 Welcome to the harbour office.\r\n", url="ftp://news.example/")
            + record(2, b"HTTP/1.1 abc\r\nContent-Type: text/html\r\n\r\n" + html())
        ),
        "urn:uuid:2: the record at offset [0-9,]+: the status of its HTTP response", 1,
    ),
    "glued.warc": Case(
        written(b"".join([*RECORDS[:2], RECORDS[2][:-90], *RECORDS[3:]])),
        "urn:uuid:2: .*does not end", 4,
    ),
    "escapes.warc": Case(
        written(
            record(1, length="7\x1b[31m", more={"WARC-Record-ID": "<urn:\x1b[31m\x07\u202e>"})
            + record(2, more={"WARC-Record-ID": f"<{'x' * 9_999}>"})
        ),
        r"urn:\\x1b\[31m\\x07\\u202e: the record at offset 0: the length of the record is", 1,
    ),
    "folded.warc": Case(
        written(record(1).replace(b"Content-Length: ", b"Content-Length:\r\n\t")), "", 1
    ),
    "saved.html": Case(written(http(html(), [("X-Robots-Tag", "noai")])), "", 1),
    "missing.html": Case(
        written(http(html(), status="404 Not Found")), "an HTTP response, and no page"
    ),
    "hops.html": Case(
        written(http(http(html()), [("Location", "/b")], status="301 Moved Permanently")), "", 1
    ),
    "many-hops.html": Case(written(http(b"") * 100_000 + html()), "an HTTP response, and no page"),
    "on-http.txt": Case(written(b"HTTP/2 is the protocol of today, the harbour said.\n"), "", 1),
    "cut-response.html": Case(
        written(http(b"fff\r\n" + html(), [("Transfer-Encoding", "chunked")])),
        "the chunks of its HTTP body are damaged or cut",
    ),
    "bare.warc": Case(written(b"WARC/1.0\r\n\r\n"), "the length of the record"),
    "requests.warc": Case(written(record(1, b"GET / HTTP/1.1", kind="request")), "holds no page"),
    "blanks.arc": Case(
        written(lambda: arc(html(1), html(2)).replace(b"/2 ", b"/why the ferry waits in the fog ")),
        "", 2,
    ),
    "names.arc": Case(
        written(
            arc(html())
            + b"dns:news.example 192.0.2.1 20260301100000 text/dns 41\n"
            + b"20260301100000\nnews.example. 60 IN A 1.2\n\n"
            + b"whois://news.example/a 192.0.2.1 20260301100000 text/plain 5\nmine\n\n"
        ),
        "", 1,
    ),
    "own-text.warc": Case(
        written(
            record(
                1, RUSSIAN.encode(), kind="resource", url="file:///home/x/fog.txt",
                more={"Content-Type": "text/plain"},
            )
        ),
        "", 1,
    ),
    "remark.warc": Case(
        written(
            RECORDS[0]
            + record(
                1, RUSSIAN.encode(), kind="resource", url="urn:text:https://news.example/0",
                more={"Content-Type": "text/plain"},
            )
        ),
        "", 1,
    ),
    "damaged.arc": Case(
        written(damaged(arc(html(1), html(2)), 130, 40)), "begins no record|claims", 1
    ),
    "pictures.mhtml": Case(
        written(mhtml(("Content-Type: image/png", b"aaaa"))), "it holds no HTML part"
    ),
    "cut.mhtml": Case(written(mhtml(("Content-Type: text/html", html()))[:-14]), "", 1),
    "cut-page.mhtml": Case(
        written(mhtml(("Content-Type: text/html", html()))[:-90]), "its HTML part is cut"
    ),
    "bom.mhtml": Case(
        written(b"\xef\xbb\xbf" + mhtml(("Content-Type: text/html", html()))), "", 1
    ),
    "base64.mhtml": Case(
        written(mhtml(("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"a"))),
        "base64 data are damaged",
    ),
    "boundless.mhtml": Case(
        written(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>text"),
        "no HTML part",
    ),
    "cut-within.mhtml": Case(
        written(mhtml(("Content-Type: text/html", html()))[:200]), "it holds no HTML part"
    ),
    "cut-soon.mhtml": Case(
        written(mhtml(("Content-Type: text/html", html()))[:90]), "a mail without an HTML part"
    ),
    "hollow.mhtml": Case(
        written(mhtml(("Content-Type: text/html", b""))), "its HTML part is empty"
    ),
    "undated.mhtml": Case(
        written(mhtml(("Content-Type: text/html", html())).replace(b"2026", b"9" * 20)), "", 1
    ),
    "wire.xml": Case(
        written(b"<?xml version='1.0'?><nitf><head><title>Fog</title></head><body>F</body></nitf>"),
        "an XML document <nitf>",
    ),
    "film.xml": Case(
        written(b"<?xml version='1.0'?>\n<tt xml:lang='en' xmlns='x'><head/><body/></tt>"), "<tt>"
    ),
    "page.url": Case(
        written(b"[InternetShortcut]\r\nURL=https://news.example/1\r\n"), "a link to a page, not"
    ),
    "wide.json": Case(written('{"a": "é"}'.encode("utf-16")), "a JSON document"),
    "mainframe.txt": Case(
        written(NEWS.format(1).encode("cp500")), "a text in EBCDIC, not a page"
    ),
    "far.warc": Case(
        written(
            lambda: (
                robots(1, "User-agent: *\nDisallow: /no\n", date="9999-12-31T23:59:59Z")
                + record(2, date="9999-12-31T23:59:59Z")
                + record(3)
            )
        ),
        "", 2,
    ),
    "marked-feed.html": Case(
        written(b"\xef\xbb\xbf<rss version='2.0'><i>&lt;p></i>" + b"<p>x</p>" * 9), "<rss>"
    ),
    "page_files.js": Case(
        written(b'/* x */ var a = {b: "<p>", c: "<div></div>", d: "<a>"}; function f() { g(); }'),
        "a program",
    ),
    "feed.html": Case(written(b"<?xml version='1.0'?><rss version='2.0'></rss>"), "<rss>"),
}  # fmt: skip
