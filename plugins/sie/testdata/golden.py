#!/usr/bin/env python3
"""Writes three.si from the specification, with Python's own CP437 and CRC-32: nothing of Sluss is in it."""
import zlib


class Quoted(str):
    """A field with quotes around it."""

    def __str__(self):
        return '"' + self.replace('"', '\\"') + '"'


class Objects(list):
    """Dimension, object, dimension, object, ... in braces."""

    def __str__(self):
        return "{" + " ".join(str(field) for field in self) + "}"


def verification(day, text, debit, revenue, cost_centre, credit):
    return [
        ["#VER", Quoted("VF"), Quoted(""), day, Quoted(text + ', Högskolan "Ö", HT2026')],
        ["{"],
        ["#TRANS", "1511", Objects(), debit],
        ["#TRANS", revenue, Objects(["1", Quoted(cost_centre), "20", Quoted("VFU A")]), credit],
        ["}"],
    ]


def contents(field):
    """What the checksum counts of a field."""
    if isinstance(field, Objects):
        return "".join(contents(part) for part in field)
    return "" if field in ("{", "}") else "".join(field)


rows = [
    ["#PROGRAM", Quoted("Sluss"), "1"],
    ["#FORMAT", "PC8"],
    ["#GEN", "20270115"],
    ["#SIETYP", "4"],
    ["#ORGNR", "212000-0142"],
    ["#FNAMN", Quoted("Exempelby kommun")],
    ["#DIM", "1", Quoted("Kostnadsställe")],
    ["#DIM", "20", Quoted("Programområde")],
]
rows += verification("20261201", "Faktura 1010000001", "5202.00", "3041", "4711", "-5202.00")
rows += verification("20261201", "Faktura 1010000002", "0.05", "3042", "9999", "-0.05")
rows += verification("20270115", "Kreditfaktura 1010000003 till faktura 1010000001", "-306.00", "3041", "4711", "306.00")

checksum = zlib.crc32("".join(contents(field) for row in rows for field in row).encode("cp437"))
lines = ["#FLAGGA 0", "#KSUMMA"] + [" ".join(str(field) for field in row) for row in rows] + [f"#KSUMMA {checksum}"]
with open("three.si", "wb") as file:
    file.write("".join(line + "\r\n" for line in lines).encode("cp437"))
