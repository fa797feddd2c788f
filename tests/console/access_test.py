#!/usr/bin/python3
"""The console for those who have a small screen, a large type, no mouse or no sight of it: access_test.py ROOT BUILD"""
import sys
import unittest

from browser import need_browser
from house import Asker, filled_house
from screens import ways
from visit import REASON, Visit

need_browser("access_test.py")
from selenium.webdriver.common.keys import Keys  # noqa: E402

root, build = sys.argv.pop(1), sys.argv.pop(1)
WIDTH = 1280
CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "DisclosureTriangle", "progressbar", "spinbutton"}
NAMED = CONTROLS | {"table", "navigation", "region", "dialog", "form", "search", "heading"}
# What stands out at the right of the window, and is not in something that scrolls by itself.
OUTSIDE = """const wide = document.documentElement.clientWidth;
  const scrolls = (at) => at && at !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) || scrolls(at.parentElement));
  return [...document.querySelectorAll("main *, .top *")].filter((at) => {
    const box = at.getBoundingClientRect();
    return box.width > 1 && box.right > wide + 1 && !scrolls(at.parentElement);
  }).map((at) => at.outerHTML.slice(0, 120))"""


def setUpModule():
    Visit.begin(filled_house(root, build))


class Access(Visit):
    def each_screen(self):
        for name, way, sign in ways(Asker(self.house.address, "karin")):
            self.browser.go(way)
            self.browser.see("main " + sign)
            self.browser.gone(".waiting")
            yield name

    def tree(self):
        """What a screen reader is given: role, name and whether it can be reached."""
        said = lambda node, part: node.get(part, {}).get("value", "")
        return [(said(node, "role"), str(said(node, "name")).strip())
                for node in self.browser.devtools("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]


class Narrow(Access):
    def tearDown(self):
        self.browser.size(WIDTH, 900)

    def expect_fits(self, width):
        self.browser.size(width, 800)
        for screen in self.each_screen():
            self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), width, screen)
            self.assertEqual(self.browser.script(OUTSIDE), [], screen)

    def test_nothing_is_scrolled_sideways_on_a_small_telephone(self):
        self.expect_fits(360)

    def test_nor_at_two_hundred_per_cent_on_a_laptop(self):
        self.expect_fits(WIDTH // 2)

    def test_the_menu_opens_and_closes_again_on_the_way(self):
        browser = self.browser
        browser.size(360, 800)
        self.assertEqual(browser.all("nav.ways a"), [])
        browser.press("Meny")
        browser.see(".top select")
        self.assertEqual(browser.script(OUTSIDE), [])
        browser.press("Anslutningar", within="nav.ways")
        browser.heading("Anslutningar")
        browser.gone("nav.ways a")


class Tree(Access):
    def test_each_control_has_a_name_and_each_screen_one_first_heading(self):
        for screen in self.each_screen():
            tree = self.tree()
            self.assertEqual([role for role, name in tree if role in NAMED and not name], [], screen)
            self.assertEqual(self.browser.script("return document.querySelectorAll('h1').length"), 1, screen)
            roles = [role for role, _ in tree]
            for landmark in ("main", "banner", "navigation"):
                self.assertIn(landmark, roles)
            self.assertIn(("status", "Vad som hände"), tree)

    def test_headings_go_down_one_step_at_a_time(self):
        for screen in self.each_screen():
            levels = self.browser.script("return [...document.querySelectorAll('h1, h2, h3, h4')].map((at) => Number(at.tagName[1]))")
            self.assertEqual([pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1], [], screen)

    def test_what_the_daemon_says_is_english_and_the_rest_is_not(self):
        self.browser.go("parked")
        cause = self.browser.see(".cause .said")
        self.assertEqual(cause.get_attribute("lang"), "en")
        self.assertEqual(self.browser.script("return document.documentElement.lang"), "sv")


class ByKeys(Access):
    def stops(self, most=60):
        """Where the tabulator stops, from the top of the page: what it is and whether one sees that one is there."""
        self.browser.script("document.activeElement.blur(); scrollTo(0, 0)")
        for _ in range(most):
            self.browser.keys(Keys.TAB)
            at = self.browser.script("""const at = document.activeElement, style = getComputedStyle(at);
                return at === document.body ? null : [at.outerHTML.slice(0, 100), style.outlineStyle, parseFloat(style.outlineWidth),
                    at.getBoundingClientRect().width > 0]""")
            if at is None:
                return
            yield at

    def test_see_where_they_are(self):
        for screen in self.each_screen():
            for what, style, width, there in self.stops():
                self.assertTrue(there, f"{screen}: {what}")
                self.assertTrue(style != "none" and width >= 2, f"{screen}: {what}")

    def test_come_back_to_what_they_left_when_they_do_not_decide(self):
        browser = self.browser
        browser.go("parked")
        button = browser.see(".group button", "Avskriv")
        browser.script("arguments[0].focus()", button)
        browser.keys(Keys.ENTER)
        browser.see("dialog[open]")
        browser.keys(Keys.ESCAPE)
        browser.gone("dialog[open]")
        self.assertTrue(browser.script("return document.activeElement === arguments[0]", button))

    def test_are_not_lost_when_what_they_decided_about_is_gone(self):
        browser = self.browser
        browser.go("invoices?view=drafts")
        button = browser.see(".group button.main", "Attestera")
        browser.script("arguments[0].focus()", button)
        browser.keys(Keys.ENTER)
        browser.fill("reason", REASON, within="dialog[open]")
        browser.keys(Keys.TAB, Keys.TAB, Keys.ENTER)
        self.told("attesterat")
        browser.until("the heading has the focus", lambda: browser.script(
            "return document.activeElement === document.querySelector('main h1')"))

    def test_hear_a_new_screen_by_its_heading(self):
        screens = self.each_screen()
        next(screens)  # the first one: where the browser puts it
        for screen in screens:
            self.assertTrue(self.browser.script("return document.querySelector('main').contains(document.activeElement)"), screen)


if __name__ == "__main__":
    unittest.main(verbosity=2)
