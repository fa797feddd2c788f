#!/usr/bin/python3
"""The console in a real browser, before the real daemon on the sample: browser_test.py ROOT BUILD"""
import sys
import tempfile
import unittest

from browser import Browser, need_browser
from house import PASSWORD, Asker, House, filled_house
from visit import REASON, Visit

need_browser("browser_test.py")
from selenium.webdriver.common.keys import Keys  # noqa: E402

root, build = sys.argv.pop(1), sys.argv.pop(1)


def setUpModule():
    Visit.begin(filled_house(root, build))


class Morning(Visit):
    def test_tells_how_the_night_went_and_what_waits(self):
        see = self.browser.see
        see(".verdict .sentence", "Natten gick bra. 23 meddelanden väntar på en människa.")
        figures = see(".verdict .figures").text
        asker = Asker(self.house.address, "karin")
        reports = [one["last_report"] for one in asker.get("/status")["pipelines"] if "last_report" in one]
        issued = sum(report["issued"]["amount_ore"] for report in reports)
        kronor = f"{issued // 100:,}".replace(",", " ") + f",{issued % 100:02d} kr"
        self.assertIn(kronor, figures)
        self.assertGreater(issued, 0)
        see(".tasks a", "underlag")
        see(".coming", "nightly-placements")
        self.browser.press("14 placeringar")
        self.browser.heading("Väntar")

    def test_changes_language_at_once_and_keeps_it(self):
        self.browser.press("English")
        self.browser.heading("Tonight")
        self.assertEqual(self.browser.script("return document.documentElement.lang"), "en")
        self.browser.driver.refresh()
        self.browser.heading("Tonight")

    def test_shows_what_happened_since_without_being_asked(self):
        self.browser.go("audit")
        self.browser.see("table")
        self.house.command("user", "set", "nils", "--role", "viewer", given=PASSWORD + "\n")
        self.browser.see("td", "konto nils")


class Parked(Visit):
    def test_is_mended_and_goes_out_with_the_next_run(self):
        browser = self.browser
        browser.press("Väntar", within="nav.ways")
        group = browser.see(".group", "expected at most")
        browser.driver.execute_script("arguments[0].querySelector('.actions a').click()", group)
        browser.heading("HT2026-0000507")
        browser.press("Rätta …")
        browser.fill("days", "15", within="dialog[open]")
        self.decide("Rätta")
        browser.see(".announcer", "Rättat")
        browser.see(".facts", "klipp.placements")
        self.house.run_night()
        browser.see(".heading .badge", "inläst")
        browser.see(".story", "days")
        entry = Asker(self.house.address, "karin").get("/audit?limit=20")["items"]
        self.assertIn(("karin", REASON), [(one["who"], one["detail"].split(";")[0]) for one in entry])


class Basis(Visit):
    def test_is_approved_by_the_sum_that_was_looked_at(self):
        browser = self.browser
        browser.go("invoices?view=drafts")
        waiting = [one for one in Asker(self.house.address, "karin").get("/drafts")["items"]
                   if one["state"] == "waits for approval"]
        self.assertTrue(waiting)
        card = browser.see(".group", waiting[0]["unit"] + ",")
        card.find_element("css selector", "summary").click()
        self.assertIn(waiting[0]["lines"][0]["placement"], card.text)
        card.find_element("css selector", "button.main").click()
        self.decide("Attestera")
        browser.see(".announcer", "attesterat")
        browser.until("the basis is approved", lambda: "går ut med nästa körning" in browser.text())

    def test_that_has_changed_since_is_not_approved(self):
        browser = self.browser
        self.expected.append("status of 409")
        browser.go("invoices?view=drafts")
        browser.see(".group", "väntar på attest").find_element("css selector", "button.main").click()
        browser.script("""const ask = window.fetch; window.fetch = (path, given) => ask(path, given.method === "POST" ?
            {...given, body: given.body.replace(/"total_ore":\\d+/, '"total_ore":1')} : given)""")
        browser.fill("reason", REASON, within="dialog[open]")
        browser.press("Attestera", within="dialog[open]")
        browser.see("dialog[open] .trouble", "Det har ändrats sedan du tittade")


class Names(Visit):
    def test_are_masked_until_a_reason_is_given_and_that_is_in_the_log(self):
        browser = self.browser
        asker = Asker(self.house.address, "karin")
        message = asker.get("/messages?state=rejected&reason_like=HSA-id")["items"][0]["id"]
        browser.go(f"messages/{message}")
        browser.see(".values .masked", "dolt")
        name = asker._ask("POST", f"/messages/{message}/look", {"reason": "för provet"})[1]["body"]["student"]["name"]
        self.assertNotIn(name, browser.text())
        browser.press("Visa namn")
        browser.fill("reason", "lärosätet frågade om placeringen", within="dialog[open]")
        browser.press("Visa", within="dialog[open]")
        browser.see(".values", name)
        browser.see(".raw")
        browser.press("Dölj igen")
        browser.gone(".values", name)
        browser.press("Logg", within="nav.ways")
        row = browser.see("tbody tr", "lärosätet frågade om placeringen").text
        for word in ("karin", "tittade på namn", f"meddelande {message}"):
            self.assertIn(word, row)


class Viewer(Visit):
    name = "vera"

    def test_is_shown_nothing_to_decide_and_refused_it_by_the_api(self):
        browser = self.browser
        asker, knowing = Asker(self.house.address, "vera"), Asker(self.house.address, "karin")
        message = knowing.get("/messages?state=rejected")["items"][0]["id"]
        invoice = knowing.get("/invoices")["items"][0]["number"]
        draft = knowing.get("/drafts")["items"][0]
        ways = ["parked", f"messages/{message}", "invoices?view=drafts", f"invoices/{invoice}", "connections", "pipelines",
                "plan", "audit"]
        for way in ways:
            browser.go(way)
            browser.see("main h1")
            browser.gone(".waiting")
            shown = [one.text for one in browser.all("main button")]
            self.assertEqual([one for one in shown if one not in ("Sök",)], [], way)
        self.assertEqual(browser.all("nav.ways a", "Konton"), [])
        browser.go("accounts")
        self.expected.append("status of 403")
        browser.see(".trouble", "Det får du inte göra")
        reason = {"reason": REASON}
        decision = {**{name: draft[name] for name in ("unit", "institution", "agreement", "term", "total_ore")}, **reason}
        refused = [
            ("POST", f"/messages/{message}/look", reason),
            ("POST", f"/messages/{message}/discard", reason),
            ("POST", f"/messages/{message}/retry", reason),
            ("POST", f"/messages/{message}/edit", {"changes": {"days": 1}, **reason}),
            ("POST", "/drafts/approve", decision),
            ("POST", f"/invoices/{invoice}/look", reason),
            ("POST", f"/invoices/{invoice}/credit", reason),
            ("POST", "/connections/peppol.invoices/pause", reason),
            ("POST", "/pipelines/nightly-placements/runs", None),
            ("GET", "/accounts", None),
        ]
        for method, path, body in refused:
            self.assertEqual(asker.status_of(method, path, body), 403, path)


class Keyboard(Visit):
    name = None

    def tab_to(self, text, most=160):
        for _ in range(most):
            if text in self.browser.focused():
                return
            self.browser.keys(Keys.TAB)
        self.fail(f"no way to {text} by the keyboard")

    def test_is_enough_to_sign_in_and_approve(self):
        browser = self.browser
        browser.open("invoices?view=drafts")
        browser.see("form")
        self.tab_to("name")
        browser.keys("karin", Keys.TAB, PASSWORD, Keys.ENTER)
        browser.see(".group")
        browser.script("document.activeElement.blur()")
        browser.keys(Keys.TAB)
        self.assertIn("Till innehållet", browser.focused())
        browser.keys(Keys.ENTER)
        self.assertEqual(browser.script("return document.activeElement.id"), "main")
        waiting = len(browser.all(".group .badge", "väntar på attest"))
        self.tab_to("Attestera …")
        browser.keys(Keys.ENTER)
        browser.see("dialog[open]")
        self.assertTrue(browser.script("return document.querySelector('dialog').contains(document.activeElement)"))
        self.tab_to("reason", most=10)
        browser.keys(REASON)
        self.tab_to("Attestera ", most=10)
        browser.keys(Keys.ENTER)
        browser.gone("dialog[open]")
        browser.until("one basis less waits", lambda: len(browser.all(".group .badge", "väntar på attest")) < waiting)

    def test_comes_back_to_where_the_session_ended(self):
        browser = self.browser
        browser.sign_in("vera", PASSWORD)
        browser.go("reconciliation?by=term")
        browser.heading("Avstämning")
        self.expected.append("status of 401")
        browser.devtools("Network.clearBrowserCookies")
        browser.driver.refresh()
        browser.see("h1", "Logga in")
        browser.fill("name", "vera")
        browser.fill("password", "fel")
        browser.press("Logga in")
        browser.see(".trouble", "stämmer inte")
        browser.fill("password", PASSWORD)
        browser.press("Logga in")
        browser.heading("Avstämning")


class BehindProxy(unittest.TestCase):
    """The browser speaks as the proxy would: with each request it says whom it has signed on."""

    SECRET = "made up for tests, long enough for a proxy"

    def setUp(self):
        self.house = House(root, build, self.enterContext(tempfile.TemporaryDirectory()))
        self.house.trust_proxy(self.SECRET)
        self.house.start()
        self.addCleanup(self.house.stop)
        self.house.command("user", "set", "karin", "--role", "viewer", "--no-password")
        self.browser = Browser(self.house.address, "en")
        self.addCleanup(self.browser.close)

    def introduce(self, name):
        self.browser.devtools("Network.setExtraHTTPHeaders", headers={"X-Remote-User": name, "X-Proxy-Secret": self.SECRET})

    def test_whom_it_has_signed_on_sees_no_form_until_they_sign_out(self):
        browser = self.browser
        self.introduce("karin")
        browser.open("audit")
        browser.heading("Audit")
        browser.see("td", "by the reverse proxy from 127.0.0.1")
        browser.see(".person summary", "karin").click()
        browser.press("Sign out")
        browser.see("button", "Continue as karin")
        self.assertEqual(browser.all("input"), [])
        browser.press("Sign in with a password instead")
        browser.see("[name='password']")
        browser.press("Continue as karin")
        browser.press("Continue as karin")
        browser.see(".person summary", "karin")

    def test_another_person_gets_no_session_of_the_first(self):
        browser = self.browser
        self.introduce("karin")
        browser.open()
        browser.see(".person summary", "karin")
        self.introduce("nils")
        browser.go("audit")
        browser.heading("Sign in")
        browser.driver.refresh()
        browser.see(".trouble", "you have no account here")
        browser.see("[name='password']")


class FirstAccount(unittest.TestCase):
    def test_is_made_by_the_one_time_token_and_says_when_the_daemon_goes(self):
        with tempfile.TemporaryDirectory() as folder:
            house = House(root, build, folder)
            house.start()
            self.addCleanup(house.stop)
            browser = Browser(house.address, "en")
            self.addCleanup(browser.close)
            browser.open()
            browser.press("Nobody has an account yet?")
            browser.fill("token", house.first_token())
            browser.fill("name", "karin")
            browser.fill("password", PASSWORD)
            browser.press("Make the account")
            browser.see(".verdict", "Nothing has run yet")
            house.stop()
            browser.see(".lost", "Sluss does not answer")


if __name__ == "__main__":
    unittest.main(verbosity=2)
