#!/usr/bin/env python3
"""Files that are small and would be large, deep or many when read: each is refused by its name after little work, which
callgrind counts. 250 million instructions are a tenth of a second.

usage: bombs.py BAOGAO      which must be built without sanitizers
"""
import csv
import gzip
import os
import subprocess
import sys
import tempfile

import make_formats

MOST = 250_000_000
BLOCKS = [("p", "各位代表："), ("p", "一、工作回顾"), ("p", "地区生产总值增长5%。")]


def word(document, **parts):
    return make_formats.package({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **parts})


def claiming(data, size):
    """A ZIP file whose directory claims another size for its first part."""
    at = data.index(b"PK\1\2")
    return data[:at + 24] + size.to_bytes(4, "little") + data[at + 28:]


def many(count):
    return {"[Content_Types].xml": "", **{str(number): "" for number in range(count)}}


def nested(depth):
    data = make_formats.package({"a.txt": "增长5%。"})
    for _ in range(depth):
        data = make_formats.package({"a.zip": data})
    return data


def mail(body):
    return ("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body).encode()


ENTITIES = "<!DOCTYPE a [" + '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "&{chr(97 + i)};&{chr(97 + i)};">' for i in range(20)) + "]><a>&u;</a>"
BOMBS = {
    "ratio.docx": (lambda: word(b" " * (60 << 20)), "zip_ratio"),
    "part.docx": (lambda: word(b" " * (65 << 20)), "zip_part"),
    "claim.docx": (lambda: claiming(make_formats.package({"word/document.xml": b" " * (60 << 20), "[Content_Types].xml": ""}), 10), "zip_"),
    "members.docx": (lambda: make_formats.package(many(10_001)), "zip_members"),
    "members.zip": (lambda: make_formats.package(many(10_001)), "zip_members"),
    "total.zip": (lambda: make_formats.package({f"{i}.txt": os.urandom(1 << 12) * 200 for i in range(400)}), "zip_total"),
    "nested.zip": (lambda: nested(5), "zip_nested"),
    "deep.docx": (lambda: word("<a>" * 300_000), "xml_depth"),
    "entities.docx": (lambda: word(ENTITIES), "xml_doctype"),
    "external.docx": (lambda: word('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), "xml_doctype"),
    "parts.eml": (lambda: mail("--b\r\n\r\nx\r\n" * 100_000), "mail_parts"),
    "deep.eml": (lambda: mail("".join(f"--{'b' if i == 0 else f'b{i}'}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n\r\n" for i in range(10_000))), "mail_depth"),
    "packed.gz": (lambda: gzip.compress(b"x" * (1 << 20)), "not_text"),
}
# Not refused: what is beyond a limit is left flat, and said.
LARGE = {
    "a million elements.html": lambda: b"<html><body>" + b"<div>" * 1_000_000 + "<p>各位代表：</p><p>增长5%。</p>".encode(),
    "50,000 attributes.html": lambda: b"<html><body><p " + b"".join(b"a%d='1' " % i for i in range(50_000)) + ">各位代表：增长5%。</p>".encode(),
}


def run(baogao, folder, path):
    """Instructions of a conversion, and the codes of the errors it told of."""
    counts, out = os.path.join(folder, "callgrind"), os.path.join(folder, "out")
    good = os.path.join(folder, "good.txt")
    with open(good, "w", encoding="utf-8") as file:
        file.write("各位代表：\n地区生产总值增长5%。\n")
    done = subprocess.run(["timeout", "300", "valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", baogao, "convert", good, *path, "-o", out,
                           "--format", "csv", "-j", "1", "--quiet", "--all"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"bombs: {path}: status {done.returncode}\n{done.stderr[-1500:]}")
    with open(os.path.join(out, "diagnostics.csv"), encoding="utf-8-sig") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["severity"] == "error"]
    with open(counts, encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(("summary:", "totals:"))), codes


def main(baogao):
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        start, _ = run(baogao, folder, [])
        for name, (make, code) in [*BOMBS.items(), *((name, (make, "")) for name, make in LARGE.items())]:
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(make())
            counted, codes = run(baogao, folder, [path])
            counted -= start
            fault = (name in BOMBS and (counted > MOST or not codes or not codes[0].startswith(code))) or (name in LARGE and codes)
            faults += bool(fault)
            print(f"{name:26} {os.path.getsize(path):9} bytes {counted / 1e6:8.1f} million instructions  {' '.join(codes[:1])}{'  FAULT' if fault else ''}", flush=True)
            os.unlink(path)
    return bool(faults)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
