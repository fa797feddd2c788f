#!/usr/bin/python3
"""axe-core looks at every screen in both languages and both colours: axe_check.py ROOT BUILD AXE [PART OF A NAME]

AXE is axe.min.js of web/node_modules, which is not committed. Anything serious or critical fails."""
import os
import sys

from browser import Browser, need_browser
from house import PASSWORD, Asker, filled_house
from screens import ways

root, build, axe = sys.argv[1:4]
wanted = sys.argv[4] if len(sys.argv) > 4 else ""
if not os.path.exists(axe):
    sys.exit(f"{axe} is not there. It comes with the console's tools: cd web && npm ci (Node 20 or later)")
need_browser("axe_check.py")
with open(axe, encoding="utf-8") as file:
    AXE = file.read()

RUN = """const done = arguments[arguments.length - 1];
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((found) => done(
  found.violations.map((one) => [one.impact, one.id, one.help, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])));"""
found = {}
LOOKS = 0


def look(browser, where):
    global LOOKS
    LOOKS += 1
    if not browser.script("return Boolean(window.axe)"):
        browser.script(AXE)
    for impact, name, text, nodes in browser.driver.execute_async_script(RUN):
        found.setdefault((impact, name, text), []).append((where, nodes))


def look_at_all(address, screens, language, scheme):
    browser = Browser(address, language, scheme)
    try:
        browser.driver.set_script_timeout(60)
        browser.open()
        browser.see("form")
        look(browser, f"sign-in {language} {scheme}")
        browser.sign_in("karin", PASSWORD)
        for screen, way, sign in screens:
            browser.go(way)
            browser.see("main " + sign)
            browser.gone(".waiting")
            browser.script("for (const one of document.querySelectorAll('main details')) one.open = true")
            look(browser, f"{screen} {language} {scheme}")
            if screen in ("message", "invoices-drafts", "accounts"):
                browser.script("document.querySelector('main .actions button.main').click()")
                browser.see("dialog[open]")
                look(browser, f"{screen}, asked, {language} {scheme}")
                browser.script("document.querySelector('dialog[open]').close()")
    finally:
        browser.close()


with filled_house(root, build) as house:
    screens = [one for one in ways(Asker(house.address, "karin")) if wanted in one[0]]
    for language in ("sv", "en"):
        for scheme in ("light", "dark"):
            look_at_all(house.address, screens, language, scheme)
bad = [one for one in found if one[0] in ("serious", "critical")]
for (impact, name, text), places in sorted(found.items()):
    print(f"{impact}: {name}: {text}")
    for where, nodes in places[:4]:
        print(f"    {where}: {nodes[0]}")
print(f"{LOOKS} looks; {len(bad)} serious or critical, {len(found) - len(bad)} lesser")
sys.exit(1 if bad else 0)
