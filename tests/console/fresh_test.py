#!/usr/bin/python3
"""What the daemon serves is what stands in web/src, without Node: fresh_test.py WEB

web/dist/SOURCES has the SHA-256 of each file that the console is built of, and of each that was made. Either side changed by
itself is found. So are texts that one of the languages lacks, and anything a page's strict policy would not let through."""
import hashlib
import os
import pathlib
import re
import sys
import unittest

WEB = sys.argv.pop(1)
BUILT_OF = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"]


def read(name):
    with open(os.path.join(WEB, name), encoding="utf-8") as file:
        return file.read()


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(where, name), WEB)
                  for where, _, names in os.walk(os.path.join(WEB, folder)) for name in names)


PARTS = ("", "_fields", "_house", "_said", "_words")


def keys_of(language):
    """The keys of a dictionary, which stands in several files."""
    keys = []
    for part in PARTS:
        keys += re.findall(r'^  "([^"]+)": ', read(f"src/i18n/{language}{part}.ts"), re.M)
    return keys


class Fresh(unittest.TestCase):
    def test_each_file_is_the_one_it_was_built_of(self):
        noted = dict(reversed(line.split("  ", 1)) for line in read("dist/SOURCES").splitlines())
        wanted = BUILT_OF + files_below("src") + [name for name in files_below("dist") if name != "dist/SOURCES"]
        self.assertEqual(sorted(noted), sorted(wanted), "run: make console")
        for name in wanted:
            with open(os.path.join(WEB, name), "rb") as file:
                self.assertEqual(hashlib.sha256(file.read()).hexdigest(), noted[name],
                                 f"{name} is another one than web/dist was built of; run: make console")

    def test_both_languages_have_each_text_once(self):
        swedish, english = keys_of("sv"), keys_of("en")
        self.assertGreater(len(swedish), 300)
        self.assertEqual(sorted(swedish), sorted(english))
        self.assertEqual(len(swedish), len(set(swedish)))

    def test_the_daemon_says_what_is_translated_by_its_english(self):
        core = os.path.join(WEB, "../core/admin")
        said = "".join(path.read_text(encoding="utf-8") for path in pathlib.Path(core).glob("*.cpp"))
        for key in keys_of("sv"):
            if key.startswith("said."):
                self.assertIn('"' + key.removeprefix("said.") + '"', said)

    def test_each_text_has_the_same_blanks_in_both(self):
        blanks = {}
        for language in ("sv", "en"):
            for part in PARTS:
                for key, text in re.findall(r'^  "([^"]+)": "((?:[^"\\]|\\.)*)"', read(f"src/i18n/{language}{part}.ts"), re.M):
                    blanks.setdefault(key, []).append(sorted(re.findall(r"\{(\w+)\}", text)))
        for key, (swedish, english) in blanks.items():
            self.assertEqual(swedish, english, key)

    def test_the_page_has_nothing_that_its_policy_forbids(self):
        page = read("dist/index.html")
        self.assertIsNone(re.search(r"<style|\sstyle=|\son\w+=|javascript:", page))
        self.assertEqual(re.findall(r"<script(?![^>]*\ssrc=)", page), [])
        for address in re.findall(r'(?:src|href)="([^"]*)"', page):
            self.assertTrue(address.startswith("/assets/"), address)
            self.assertTrue(os.path.exists(os.path.join(WEB, "dist" + address)), address)

    def test_nothing_is_fetched_from_elsewhere(self):
        names = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML",
                 "http://www.w3.org/1999/xlink"}
        for name in files_below("dist/assets"):
            self.assertEqual(set(re.findall(r"https?://[^\s\"'`)]+", read(name))) - names, set(), name)
            self.assertIsNone(re.search(r"\beval\(|new Function\(", read(name)), name)

    def test_the_lock_names_no_registry(self):
        self.assertNotIn('"resolved"', read("package-lock.json"))
        self.assertNotIn("://", re.sub(r'"(?:url|homepage)": "[^"]*"', "", read("package-lock.json")))

    def test_licences_come_with_what_is_bundled(self):
        self.assertIn("The MIT License", read("dist/licences.txt"))
        self.assertIn("Preact", read("dist/licences.txt"))


if __name__ == "__main__":
    unittest.main()
