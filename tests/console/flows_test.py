#!/usr/bin/python3
"""What people decide in the console, before a target that refuses some of what it is sent: flows_test.py ROOT BUILD"""
import os
import sys
import tempfile
import unittest

from browser import need_browser
from house import PASSWORD, Asker, filled_house
from refusing_target import refusing_target
from visit import REASON, Visit

need_browser("flows_test.py")
root, build = sys.argv.pop(1), sys.argv.pop(1)
REFUSED, DOUBTFUL, CREDITED = "10010001", "10010002", "10010003"
REFUSED_TOO = ["10020001", "10020002"]
TARGET = None


def setUpModule():
    global TARGET
    TARGET = unittest.enterModuleContext(refusing_target())
    TARGET.answers = {number: 422 for number in [REFUSED, *REFUSED_TOO]} | {DOUBTFUL: 500}
    Visit.begin(filled_house(root, build, TARGET.url()))


class Flow(Visit):
    def setUp(self):
        super().setUp()
        self.asker = Asker(self.house.address, "karin")
        # Gone when the page is loaded anew: what is shown has come by itself.
        self.browser.script("window.sameAsBefore = true")
        self.addCleanup(self.expect_same_page)

    def expect_same_page(self):
        self.assertTrue(self.browser.script("return window.sameAsBefore"), "the page was loaded anew")

    def expect_logged(self, action, what, reason=REASON):
        rows = [(one["who"], one["action"], one["detail"]) for one in self.asker.get("/audit?limit=50")["items"]
                if what in one["what"]]
        self.assertIn(("karin", action, reason), rows)

    def message_of(self, number):
        return self.asker.get(f"/invoices/{number}")["message"]


class Deliveries(Flow):
    def test_that_were_refused_are_tried_again(self):
        browser, message = self.browser, self.message_of(REFUSED)
        browser.go(f"messages/{message}")
        browser.see(".heading .badge", "avvisat")
        self.assertEqual(browser.all("main button", "Avskriv"), [], "an invoice is not discarded")
        del TARGET.answers[REFUSED]
        before = TARGET.taken.count(REFUSED)
        browser.press("Leverera igen", within="main")
        self.decide("Leverera igen")
        self.told("Det levereras igen")
        self.expect_logged("retry", f"message {message} ")
        browser.see(".heading .badge", "levererat")
        self.assertEqual(TARGET.taken.count(REFUSED), before + 1)

    def test_that_are_in_doubt_are_confirmed_and_nothing_is_sent(self):
        browser, message = self.browser, self.message_of(DOUBTFUL)
        browser.go(f"messages/{message}")
        browser.see("main .badge", "osäker")
        before = TARGET.taken.count(DOUBTFUL)
        browser.press("Det kom fram", within="main")
        self.decide("Det kom fram")
        self.told("Det räknas som levererat")
        browser.gone("main .badge", "osäker")
        self.expect_logged("confirm", f"message {message} ")
        self.assertEqual(TARGET.taken.count(DOUBTFUL), before)

    def test_of_a_whole_group_are_tried_again(self):
        browser = self.browser
        browser.go("parked")
        group = browser.see(".group", "it refuses this document")
        for number in REFUSED_TOO:
            TARGET.answers.pop(number, None)
        group.find_element("xpath", ".//button[contains(., 'Leverera igen')]").click()
        self.decide("Leverera igen")
        self.told("levereras igen")
        browser.gone(".group", "it refuses this document")
        for number in REFUSED_TOO:
            browser.until(f"{number} is there", lambda: TARGET.taken.count(number) == 2)


class Group(Flow):
    def test_is_discarded_at_once_and_the_focus_stays_on_the_page(self):
        browser = self.browser
        browser.go("parked")
        group = browser.see(".group", "columns as in the header")
        self.assertIn("2 placeringar", group.text)
        wanted = [one["id"] for one in self.asker.get("/messages?state=rejected&reason_like=the+row+has")["items"]]
        self.assertEqual(len(wanted), 2)
        group.find_element("xpath", ".//button[contains(., 'Avskriv')]").click()
        self.decide("Avskriv")
        self.told("2 meddelanden är avskrivna")
        browser.gone(".group", "columns as in the header")
        for message in wanted:
            self.expect_logged("discard", f"message {message}")
        browser.until("the heading has the focus", lambda: browser.script(
            "return document.activeElement === document.querySelector('main h1')"))


class Invoice(Flow):
    def test_is_credited_by_the_next_run(self):
        browser = self.browser
        browser.go(f"invoices/{CREDITED}")
        total = browser.see(".paper .total dd:last-of-type").text
        browser.press("Kreditera …")
        browser.see("dialog[open] button", f"Kreditera {total}")
        self.decide("Kreditera ")
        self.told(f"Faktura {CREDITED} krediteras")
        self.expect_logged("credit", f"invoice {CREDITED}")
        self.house.run_night()
        browser.see("main a", "Kreditfaktura").click()
        browser.see(".paper", "Kreditfaktura")
        browser.see(".heading .badge", f"krediterar {CREDITED}")

    def test_gives_its_annex_to_who_says_why(self):
        browser = self.browser
        with tempfile.TemporaryDirectory() as folder:
            browser.devtools("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
            for button, ending, begins in (("Underlag som PDF", "pdf", b"%PDF"), ("Underlag som Excel", "xlsx", b"PK")):
                browser.go(f"invoices/{REFUSED}")
                browser.press(button)
                self.decide("Hämta", f"lärosätet frågade om {ending}")
                file = os.path.join(folder, f"underlag-{REFUSED}.{ending}")
                browser.until(file, lambda: os.path.exists(file) and os.path.getsize(file) > 0)
                with open(file, "rb") as got:
                    self.assertTrue(got.read().startswith(begins))
                self.expect_logged("look", f"basis of invoice {REFUSED}", f"lärosätet frågade om {ending}")


class Connection(Flow):
    def card(self):
        return self.browser.see(".card", "peppol.invoices")

    def test_is_paused_with_its_reason_and_resumed(self):
        browser = self.browser
        browser.go("connections")
        self.card().find_element("xpath", ".//button[contains(., 'Pausa')]").click()
        self.decide("Pausa", "mottagaren byter server")
        self.told("peppol.invoices är pausad")
        browser.until("it is paused", lambda: "pausad" in self.card().text and "mottagaren byter server" in self.card().text)
        self.expect_logged("pause", "peppol.invoices", "mottagaren byter server")
        browser.go("tonight")
        browser.see(".tasks a", "pausad")
        browser.go("connections")
        self.card().find_element("xpath", ".//button[contains(., 'Återuppta')]").click()
        self.decide("Återuppta")
        self.told("peppol.invoices är återupptagen")
        browser.until("it is in service", lambda: "i drift" in self.card().text)
        self.expect_logged("resume", "peppol.invoices")


class Run(Flow):
    def test_that_is_begun_shows_how_far_it_is_and_that_it_has_ended(self):
        browser = self.browser
        draft = next(one for one in self.asker.get("/drafts")["items"] if one["state"] == "waits for approval")
        self.asker.post("/drafts/approve", {**{name: draft[name] for name in (
            "unit", "institution", "agreement", "term", "total_ore")}, "reason": REASON})
        browser.go("pipelines/nightly-placements")
        browser.see("table tbody th", "3")
        runs = len(browser.all("section[aria-labelledby=runs] tbody tr"))
        TARGET.open.clear()
        self.addCleanup(TARGET.open.set)
        browser.press("Kör nu", within="main")
        self.decide("Kör nu", None)
        self.told("nightly-placements har startat")
        browser.see(".progress progress")
        browser.see("main .badge", "körs")
        browser.see(".pipeline button[aria-disabled=true]", "Körs …")
        TARGET.open.set()
        self.told("nightly-placements är klar")
        browser.gone("main .badge", "körs")
        self.assertEqual(len(browser.all("section[aria-labelledby=runs] tbody tr")), runs + 1)


class Accounts(Flow):
    def row(self, name):
        return self.browser.see("main tbody tr", name)

    def test_are_made_changed_and_removed(self):
        browser = self.browser
        browser.go("accounts")
        browser.press("Nytt konto", within="main")
        browser.fill("name", "olle", within="dialog[open]")
        browser.fill("password", "kort", within="dialog[open]")
        self.expected.append("status of 422")
        browser.press("Spara", within="dialog[open]")
        browser.see("dialog[open] .trouble", "Ett lösenord har minst 12 tecken")
        browser.fill("password", PASSWORD, within="dialog[open]")
        self.decide("Spara", None)
        self.told("Sparat")
        self.assertIn("läser", self.row("olle").text)
        self.assertEqual(Asker(self.house.address, "olle").status_of("GET", "/accounts"), 403)
        self.row("olle").find_element("xpath", ".//button[contains(., 'Ändra')]").click()
        browser.see("dialog[open] label", "administrerar").click()
        self.decide("Spara", None)
        browser.until("olle is admin", lambda: "administrerar" in self.row("olle").text)
        self.assertEqual(Asker(self.house.address, "olle").status_of("GET", "/accounts"), 200)
        self.row("olle").find_element("xpath", ".//button[contains(., 'Ta bort')]").click()
        self.decide("Ta bort", None)
        self.told("Borttaget")
        browser.gone("main tbody tr", "olle")

    def test_of_programs_show_their_token_once(self):
        browser = self.browser
        browser.go("accounts")
        browser.press("Ny nyckel", within="main")
        browser.fill("name", "ekonomi", within="dialog[open]")
        self.decide("Spara", None)
        token = browser.see("main .raw").text
        self.assertGreater(len(token), 20)
        browser.press("Jag har den")
        browser.gone("main .raw")
        self.assertIn("program", self.row("ekonomi").text)
        self.assertNotIn(token, browser.script("return document.documentElement.outerHTML"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
