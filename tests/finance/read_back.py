"""Reads what went out to a finance system, by columns and rules written down here and nowhere else in Sluss.

read_back.py FORMAT FOLDER: a line for each file, "number öre lines", öre below zero for a credit note. A file that does not add
up, or has a record of another width, ends it with what is wrong.
"""
import os
import sys
import zlib


class Wrong(Exception):
    pass


def expect(fine, what):
    if not fine:
        raise Wrong(what)


def records(data, line_break, widths):
    """The lines of a file that ends with a line break, each as wide as its kind is; a kind is known by its first column."""
    text = data.decode("latin-1")
    expect(text.endswith(line_break), "no line break at the end")
    lines = text[:-len(line_break)].split(line_break)
    for line in lines:
        expect("\r" not in line and "\n" not in line, "another line break within a line")
        width = widths.get(line[0]) if isinstance(widths, dict) else widths
        expect(len(line) == width, f"a record {line[:1]!r} of {len(line)} characters")
    return lines


def columns(line, first, last):
    return line[first - 1:last]


def signed(text):
    text = text.strip(" ")
    digits = text[1:] if text[:1] in "+-" else text
    expect(digits.isdigit(), f"no number: {text!r}")
    return -int(digits) if text[:1] == "-" else int(digits)


def lg04(data):
    lines = records(data, "\n", 1905)
    header, rest = lines[0], lines[1:]
    expect(header[0] == "1" and all(line[0] == "0" for line in rest), "one header line, and it comes first")
    number = columns(header, 347, 358).strip()
    total = 0
    for place, line in enumerate(rest):
        product = place % 2 == 0
        expect(columns(line, 347, 358).strip() == number, "another batch")
        expect(int(columns(line, 1526, 1534)) == int(number), "another order")
        expect(int(columns(line, 1053, 1056)) == place // 2 + 1, "the lines are not numbered from 1")
        expect(columns(line, 1645, 1652) == ("00000000" if product else "00000001"), "a product and its text take turns")
        expect(columns(line, 1804, 1805) == "42", "no sale")
        if product:
            total += signed(columns(line, 192, 208))
            expect(columns(line, 209, 209) == "1", "the amount would not be used")
        else:
            expect(columns(line, 1681, 1740).strip(), "a text line without text")
    expect(len(rest) % 2 == 0 and rest, "a product without its text")
    return number, total, len(rest) // 2


def gl07(data):
    lines = records(data, "\n", 2060)
    kinds = [columns(line, 76, 77) for line in lines]
    expect(kinds == ["AR"] + ["GL"] * (len(lines) - 1) and len(lines) > 1, "one receivable, and then what is earned")
    number = columns(lines[0], 1, 25).strip()
    amounts = []
    for line in lines:
        expect(columns(line, 1, 25).strip() == number, "another batch")
        amounts.append(signed(columns(line, 400, 419)))
        expect(amounts[-1] == signed(columns(line, 380, 399)), "two amounts of one posting differ")
    expect(sum(amounts) == 0, "debit and credit differ")
    return number, amounts[0], len(lines) - 1


def raindance_short(data):
    lines = records(data, "\r\n", {"!": 154, "S": 154, "H": 77, "R": 75, "U": 62, "K": 65, "T": 16})
    kinds = "".join(line[0] for line in lines)
    count = kinds.count("R")
    expect(kinds == "!SH" + "RUK" * count + "T" and count, "records in another order: " + kinds)
    rows = [signed(columns(line, 59, 73)) for line in lines if line[0] == "R"]
    booked = [signed(columns(line, 41, 52)) for line in lines if line[0] == "K"]
    expect(rows == booked, "a row and its account differ")
    expect(lines[-1][1] in "+-" and signed(lines[-1][1:]) == sum(rows), "the last record is not the sum")
    return columns(lines[2], 48, 77).split()[0], sum(rows), count


def raindance_long(data):
    lines = records(data, "\r\n", {"S": 305, "H": 359, "R": 105, "K": 184})
    kinds = "".join(line[0] for line in lines)
    count = kinds.count("R")
    expect(kinds == "SH" + "RK" * count and count, "records in another order: " + kinds)

    def amount(line, first, last, sign):
        expect(columns(line, sign, sign) in " -", "no sign")
        expect("-" not in columns(line, first, last), "a sign within the digits")
        return int(columns(line, first, last)) * (-1 if columns(line, sign, sign) == "-" else 1)

    rows = [amount(line, 63, 77, 78) for line in lines if line[0] == "R"]
    booked = [amount(line, 125, 139, 140) for line in lines if line[0] == "K"]
    expect(rows == booked, "a row and its account differ")
    return columns(lines[1], 200, 209).strip(), sum(rows), count


def sie(data):
    lines = data.decode("cp437").split("\r\n")
    expect(lines[:2] == ["#FLAGGA 0", "#KSUMMA"] and lines[-1] == "" and lines[-2].startswith("#KSUMMA "), "no frame")
    summed = data[data.index(b"#KSUMMA\r\n") + 9:data.rindex(b"#KSUMMA ")]
    # The sum is over labels and fields: neither the blanks between them, quotes, braces nor line breaks.
    out, quoted, at = bytearray(), False, 0
    while at < len(summed):
        c = summed[at:at + 1]
        if quoted and c == b"\\":
            at += 1
            out += summed[at:at + 1]
        elif c == b'"':
            quoted = not quoted
        elif quoted or c not in b" \t\r\n{}":
            out += c
        at += 1
    expect(zlib.crc32(bytes(out)) == int(lines[-2].split()[1]), "the checksum is another")
    amounts = []
    for line in lines:
        if line.startswith("#TRANS "):
            kronor, ore = line.rsplit(" ", 1)[1].split(".")
            expect(len(ore) == 2, "no two decimals")
            amounts.append((-1 if kronor.startswith("-") else 1) * (abs(int(kronor)) * 100 + int(ore)))
    expect(sum(amounts) == 0 and len(amounts) == 2, "the verification does not sum to nothing")
    text = next(line for line in lines if line.startswith("#VER")).split('"')[5]
    return next(word.rstrip(",") for word in text.split() if word[0].isdigit()), amounts[0], 1


def main():
    read = {"lg04": lg04, "gl07": gl07, "raindance-short": raindance_short, "raindance-long": raindance_long, "sie": sie}[sys.argv[1]]
    for name in sorted(os.listdir(sys.argv[2])):
        if name.startswith("."):
            continue
        with open(os.path.join(sys.argv[2], name), "rb") as file:
            data = file.read()
        try:
            print(*read(data))
        except (Wrong, ValueError) as wrong:
            sys.exit(f"{name}: {wrong}")


main()
