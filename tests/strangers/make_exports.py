#!/usr/bin/python3
"""Makes the exports in exports/ and expected.json beside this file: one and the same 40 placements as five systems
that nobody here knows would write them. All persons, units and numbers are made up. Needs python3-openpyxl.

The same run gives the same placements; the workbook's bytes may differ with the version of openpyxl."""
import csv
import datetime as dt
import io
import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
OUT = HERE / "exports"
COUNT = 40

FIRST = ["Åsa", "Björn", "Cecilia", "David", "Elin", "Farid", "Göran", "Hanna", "Ingrid", "Jörgen", "Karin", "Linnéa",
         "Mats", "Nour", "Olof", "Pia-Maria", "Rasmus", "Sanna", "Tove", "Ulrika"]
LAST = ["Bergström", "Öst", "Påhittad", "Exempelsson", "af Prov", "Lindqvist", "Ek", "Nyström-Holm", "Sjö", "Testberg",
        "Åkerlund", "von Fantasi", "Grön", "Modig"]
SCHOOLS = {"Exempeluniversitetet": ["Sjuksköterskeprogrammet", "Läkarprogrammet", "Fysioterapeutprogrammet"],
           "Provhögskolan": ["Sjuksköterskeprogrammet", "Arbetsterapeutprogrammet"],
           "Högskolan i Påhittby": ["Sjuksköterskeprogrammet", "Biomedicinsk analytiker"]}
UNITS = [("Avdelning 3, Provsjukhuset", "SE2329999998-E000000001011"),
         ("Avdelning 12, Provsjukhuset", "SE2329999998-E000000001029"),
         ("Vårdcentralen Ängen", "SE2329999998-E000000001037"),
         ("Vårdcentralen Sjöbo Ö", "SE2329999998-E000000001045"),
         ("Rehab Påhittby", "SE2329999998-E000000001052"),
         ("Akuten", "SE2329999998-E000000001060"),
         ("Laboratoriemedicin \"Norr\"", "SE2329999998-E000000001078")]
STATUSES = ["confirmed"] * 24 + ["planned"] * 8 + ["carried_out"] * 4 + ["withdrawn"] * 2 + ["cancelled"] * 2


def luhn(digits):
    total = 0
    for i, c in enumerate(digits):
        n = int(c) * (2 if i % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return str((10 - total % 10) % 10)


def weekdays(first, last):
    return sum((first + dt.timedelta(d)).weekday() < 5 for d in range((last - first).days + 1))


def placements():
    dice = random.Random(20260831)
    made = []
    for i in range(COUNT):
        born = dt.date(1980, 1, 1) + dt.timedelta(dice.randrange(9300))
        serial = str(980 + i % 20)
        person = born.strftime("%Y%m%d") + serial + luhn(born.strftime("%y%m%d") + serial)
        school = dice.choice(list(SCHOOLS))
        start = dt.date(2026, 8, 31) + dt.timedelta(dice.randrange(90))
        while start.weekday() > 4:
            start += dt.timedelta(1)
        end = start + dt.timedelta(dice.choice([4, 11, 18, 25, 32, 67]))
        while end.weekday() > 4:
            end -= dt.timedelta(1)
        unit, hsa = dice.choice(UNITS)
        made.append({
            "id": str(26010041 + 7 * i + dice.randrange(5)), "first": dice.choice(FIRST), "last": dice.choice(LAST),
            "person": person, "school": school, "programme": dice.choice(SCHOOLS[school]),
            "course": "" if i % 9 == 5 else "%s%03d" % (dice.choice(["OM", "MED", "FT"]), dice.randrange(100, 999)),
            "start": start, "end": end, "days": weekdays(start, end), "unit": unit, "hsa": hsa,
            "status": dice.choice(STATUSES), "protected": i in (7, 29), "credits": dice.choice(["7.5", "15", "4.5"])})
    return made


def write_expected(all_of):
    def body(p):
        made = {"id": p["id"], "status": p["status"], "institution": {"id": p["school"]}, "programme": p["programme"],
                "course": p["course"],
                "student": {"personnummer": p["person"], "name": p["first"] + " " + p["last"],
                            "protected": p["protected"]},
                "unit": {"hsa_id": p["hsa"], "name": p["unit"]},
                "start": p["start"].isoformat(), "end": p["end"].isoformat(), "days": p["days"]}
        if not p["course"]:
            del made["course"]
        return made
    text = ",\n".join(json.dumps(body(p), ensure_ascii=False) for p in all_of)
    (HERE / "expected.json").write_text("[\n" + text + "\n]\n", encoding="utf-8")


def write_english(all_of):
    names = {"confirmed": "Confirmed", "planned": "Planned", "carried_out": "Completed", "withdrawn": "Withdrawn",
             "cancelled": "Cancelled"}
    us = lambda day: f"{day.month}/{day.day}/{day.year}"
    notes = ["", "", "", "Late shift, see mail", "Asked for \"day\" shifts", "", "Parking needed"]
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(["Placement ID", "School", "Program", "Course Code", "First Name", "Last Name", "National ID",
                  "Address Protected", "Facility", "Facility HSA", "Start Date", "End Date", "Placement Days", "Status",
                  "Notes", "Last Modified"])
    for i, p in enumerate(all_of):
        out.writerow([p["id"], p["school"], p["programme"], p["course"], p["first"] + (" " if i % 11 == 3 else ""),
                      p["last"], p["person"][:8] + "-" + p["person"][8:], "Yes" if p["protected"] else "No", p["unit"],
                      p["hsa"], us(p["start"]), us(p["end"]), p["days"], names[p["status"]], notes[i % len(notes)],
                      us(dt.date(2026, 8, 1 + i % 28)) + f" {1 + i % 12}:{i % 60:02d} {'AM' if i % 2 else 'PM'}"])
    (OUT / "english.csv").write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode() + b"\r\n")


def write_finnish(all_of):
    names = {"confirmed": "Vahvistettu", "planned": "Suunniteltu", "carried_out": "Toteutunut", "withdrawn": "Peruttu",
             "cancelled": "Mitätöity"}
    day = lambda d: f"{d.day}.{d.month}.{d.year}"
    lines = ["Sijoitukset syksy 2026;;;;;;;;;;;;;;", ";;;;;;;;;;;;;;",
             "Sijoitusnumero;Oppilaitos;Koulutusohjelma;Opintojakso;Etunimi;Sukunimi;Henkilötunnus;Turvakielto;"
             "Harjoittelupaikka;HSA-tunnus;Alkupäivä;Loppupäivä;Päivät;Tila;Opintopisteet"]
    for i, p in enumerate(all_of):
        unit = '"' + p["unit"].replace('"', '""') + '"' if '"' in p["unit"] else p["unit"]
        lines.append(";".join([p["id"], p["school"], p["programme"], p["course"], p["first"],
                               p["last"] + (" " if i % 13 == 4 else ""), p["person"][2:8] + "-" + p["person"][8:],
                               "Kyllä" if p["protected"] else "Ei", unit, p["hsa"], day(p["start"]), day(p["end"]),
                               str(p["days"]), names[p["status"]], p["credits"].replace(".", ",")]))
    (OUT / "finnish.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def write_xml(all_of):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             '<!-- Synthetic: nobody in this file exists. -->',
             '<bk:bookings xmlns:bk="urn:example:stranger:bookings:3" xmlns:ext="urn:example:stranger:ext"',
             '             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" generated="2026-08-31T04:00:00Z">',
             '  <bk:sender system="Stranger" version="3.2.1"/>', '  <bk:periods>', '    <bk:period term="HT2026">']
    for i, p in enumerate(all_of):
        course = f'\n        <bk:course code="{p["course"]}" credits="{p["credits"]}"/>' if p["course"] else ""
        note = "\n        <ext:note><![CDATA[Passerkort & kläder <lämnas> ut]]></ext:note>" if i % 8 == 2 else ""
        lines.append(f'''      <bk:booking ref="{p["id"]}" state="{p["status"].upper().replace("_", "-")}">
        <bk:school>{escaped(p["school"])}</bk:school>
        <bk:programme>{escaped(p["programme"])}</bk:programme>{course}
        <bk:student ssn="{p["person"]}" secret="{str(p["protected"]).lower()}">
          <bk:givenName>{p["first"]}</bk:givenName>
          <bk:familyName>{p["last"]}</bk:familyName>
        </bk:student>
        <bk:place hsa="{p["hsa"]}">{escaped(p["unit"])}</bk:place>
        <bk:from>{p["start"]}</bk:from>
        <bk:to>{p["end"]}</bk:to>
        <bk:workdays>{p["days"]}</bk:workdays>{note}
      </bk:booking>''')
    lines += ['    </bk:period>', '  </bk:periods>', '</bk:bookings>', '']
    (OUT / "bookings.xml").write_text("\n".join(lines), encoding="utf-8")


def write_workbook(all_of):
    from openpyxl import Workbook
    from openpyxl.styles import Font
    names = {"confirmed": "Bekräftad", "planned": "Planerad", "carried_out": "Genomförd", "withdrawn": "Återbud",
             "cancelled": "Inställd"}
    book = Workbook()
    sheet = book.active
    sheet.title = "Översikt HT26"
    sheet["A1"] = "Placeringsöversikt HT 2026"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:O1")
    sheet["A2"] = "Utskriven 2026-08-31 (påhittade personer)"
    above = {"A": "Placering", "B": "Utbildning", "E": "Student", "I": "Plats", "K": "Period", "N": "Läge"}
    for column, name in above.items():
        sheet[column + "4"] = name
    for area in ("B4:D4", "E4:H4", "I4:J4", "K4:M4", "A4:A5", "N4:N5"):
        sheet.merge_cells(area)
    below = ["", "Lärosäte", "Program", "Kurs", "Förnamn", "Efternamn", "Personnummer", "Skyddad", "Enhet", "HSA-id",
             "Från", "Till", "Dagar"]
    for at, name in enumerate(below, 1):
        if name:
            sheet.cell(5, at, name)
    row = 6
    for unit, _ in UNITS:
        rows = [p for p in all_of if p["unit"] == unit]
        if not rows:
            continue
        for p in rows:
            values = [int(p["id"]), p["school"], p["programme"], p["course"] or None, p["first"], p["last"],
                      p["person"][2:8] + "-" + p["person"][8:], "Ja" if p["protected"] else "Nej", p["unit"], p["hsa"],
                      p["start"], p["end"], p["days"], names[p["status"]]]
            for at, value in enumerate(values, 1):
                cell = sheet.cell(row, at, value)
                if isinstance(value, dt.date):
                    cell.number_format = "yyyy-mm-dd"
            row += 1
        sheet.cell(row, 1, "Summa " + unit)
        sheet.cell(row, 13, sum(p["days"] for p in rows))
        row += 2
    sheet.cell(row, 1, "Totalt")
    sheet.cell(row, 13, sum(p["days"] for p in all_of))
    note = book.create_sheet("Förklaringar")
    note["A1"] = "Läge"
    note["B1"] = "Betyder"
    for at, name in enumerate(names.values(), 2):
        note.cell(at, 1, name)
        note.cell(at, 2, "se handboken")
    book.properties.creator = "En påhittad samordnare"
    book.properties.created = book.properties.modified = dt.datetime(2026, 8, 31, 4, 0)
    book.save(OUT / "overview.xlsx")


def write_fixed(all_of):
    codes = {"confirmed": "B", "planned": "P", "carried_out": "G", "withdrawn": "A", "cancelled": "I"}
    lines = ["H" + "PLSYS".ljust(8) + "20260831" + "VFU-LISTA HT2026"]
    for p in all_of:
        lines.append("R" + p["id"] + p["person"] + p["start"].strftime("%Y%m%d") + p["end"].strftime("%Y%m%d") +
                     "%03d" % p["days"] + p["first"].ljust(14) + p["last"].ljust(20) + p["school"].ljust(24) +
                     p["programme"].ljust(28) + p["course"].ljust(8) + p["unit"].ljust(32) + p["hsa"].ljust(31) +
                     codes[p["status"]] + ("J" if p["protected"] else "N"))
    lines.append("T" + "%07d" % len(all_of) + "%09d" % sum(p["days"] for p in all_of))
    (OUT / "plsys.txt").write_bytes(("\r\n".join(lines) + "\r\n").encode("latin-1"))


def main():
    OUT.mkdir(exist_ok=True)
    all_of = placements()
    assert len({p["id"] for p in all_of}) == COUNT and len({p["person"] for p in all_of}) == COUNT
    for write in (write_expected, write_english, write_finnish, write_xml, write_workbook, write_fixed):
        write(all_of)


main()
