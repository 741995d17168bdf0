#!/usr/bin/env python3
"""Whether schemas/messages.json has the Chinese of every message that a diagnostic may bring.

usage: messages.py     Reads the sources: the format of each report_note, and the texts of problems that are passed to one.
"""
import json
import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
CONVERSION = re.compile(r"%(?:\.\*|\.\d+)?(?:z|l|ll)?[sdxuc]")
LITERAL = r'"(?:[^"\\]|\\.)*"'
CALL = re.compile(r"\breport_note\((.*?)\);", re.S)
# How the readers of files and of side tables hand on what is wrong.
PROBLEM = re.compile(r"(?:\b(?:refuse|fail|give_problem|keep_problem|xml_refuse|set_problem)\(|\.?(?:message|problem|fault)\s*=|return)\s*"
                     r"[^;]*?;", re.S)
PROBLEM_FILES = ["stages/decode/*.c", "stages/clean/clean_doubts.c", "stages/correct/*.c", "stages/write/rows_check.c",
                 "pipeline/inputs*.c", "pipeline/read.c"]


def joined(text):
    """Neighbouring literals are one, macros between them (PRIu64) a conversion's end."""
    text = re.sub(r'"\s*PRI\w+\s*"', "u", text)
    return re.sub(r'"\s*\n?\s*"', "", text)


def pattern_of(literal):
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def is_sentence(text):
    words = CONVERSION.sub("", text)
    return len(re.findall(r"[a-z]{2,}", words)) >= 2 and " " in words.strip() and "apt-get" not in words


def formats():
    for path in sorted([*TOP.glob("stages/*/*.c"), *TOP.glob("pipeline/*.c")]):
        source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for call in CALL.findall(source):
            for literal in re.findall(LITERAL, joined(call)):
                yield path, pattern_of(literal)
    for path in sorted(path for pattern in PROBLEM_FILES for path in TOP.glob(pattern)):
        source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for statement in PROBLEM.findall(source):
            for literal in re.findall(LITERAL, joined(statement)):
                yield path, pattern_of(literal)


def main():
    messages = json.loads((TOP / "schemas/messages.json").read_text(encoding="utf-8"))["messages"]
    known = [re.compile(re.sub(r"\\\{\d\\\}", ".*", re.escape(english)), re.S) for english, _ in messages]
    wrong = []
    for english, chinese in messages:
        if sorted(re.findall(r"\{\d\}", english)) != sorted(set(re.findall(r"\{\d\}", chinese))):
            wrong.append(f"schemas/messages.json: the parts differ: {english}")
        if re.findall(r"\{(\d)\}", english) != [str(i) for i in range(1, english.count("{") + 1)]:
            wrong.append(f"schemas/messages.json: the parts do not count from 1: {english}")
    # A fragment that is added to another message stands in that one.
    texts = {(str(path.relative_to(TOP)), text) for path, text in formats() if is_sentence(text) and text[0] != ","}
    for path, text in sorted(texts):
        filled = CONVERSION.sub("7", re.sub(r"(?<=\w)%s$", "", text))
        if not any(pattern.fullmatch(filled) or pattern.fullmatch("7 " + filled) or pattern.fullmatch(f"7 {filled}, the first at column 7")
                   for pattern in known):
            wrong.append(f"{path}: schemas/messages.json does not have: {text}")
    if len(texts) < 40:
        wrong.append(f"only {len(texts)} messages were found: this script does not see them any more")
    print("\n".join(wrong) or f"{len(texts)} messages have their Chinese")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
