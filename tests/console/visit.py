"""What the browser's tests begin and end with."""
import unittest

from browser import Browser
from house import PASSWORD

REASON = "stämt av mot enhetens lista"


class Visit(unittest.TestCase):
    """What every test ends with: nothing was asked of another host, and the browser had nothing to complain about."""

    name = "karin"
    house = browser = None

    @classmethod
    def begin(cls, filled):
        """For a module's tests: one house, and one browser that forgets between them."""
        Visit.house = unittest.enterModuleContext(filled)
        Visit.browser = Browser(Visit.house.address)
        unittest.addModuleCleanup(Visit.browser.close)

    def setUp(self):
        self.browser.forget()
        self.addCleanup(self.expect_peace)
        self.expected = ["/api/v1/session - Failed to load resource: the server responded with a status of 401"]
        if self.name:
            self.browser.sign_in(self.name, PASSWORD)

    def expect_peace(self):
        own = (self.house.address + "/", "blob:" + self.house.address, "chrome:", "data:", "about:")
        self.assertEqual([one for one in self.browser.asked_addresses() if not one.startswith(own)], [])
        unexpected = [one for one in self.browser.complaints() if not any(part in one for part in self.expected)]
        self.assertEqual(unexpected, [])

    def decide(self, button, reason=REASON):
        if reason is not None:
            self.browser.fill("reason", reason, within="dialog[open]")
        self.browser.press(button, within="dialog[open]")
        self.browser.gone("dialog[open]")

    def told(self, text):
        """What happened is told to those who listen, too."""
        self.browser.see(".announcer[role='status'][aria-live='polite']", text)
