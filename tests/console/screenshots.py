#!/usr/bin/python3
"""Pictures of every screen, in both languages and both colours, wide and narrow: screenshots.py ROOT BUILD TO [PART OF A NAME]"""
import os
import sys

from browser import Browser, need_browser
from house import PASSWORD, Asker, filled_house
from screens import ways

need_browser("screenshots.py")
root, build, to = sys.argv[1:4]
wanted = sys.argv[4] if len(sys.argv) > 4 else ""
failed = 0
with filled_house(root, build) as house:
    screens = ways(Asker(house.address, "karin"))
    for language in ("sv", "en"):
        for scheme in ("light", "dark"):
            browser = Browser(house.address, language, scheme)
            try:
                for width in (1280, 390):
                    browser.size(width, 900)
                    name = lambda screen: os.path.join(to, f"{screen}-{language}-{scheme}-{width}.png")
                    if width == 1280:
                        browser.open()
                        browser.see("form")
                        browser.picture(name("sign-in"))
                        browser.sign_in("karin", PASSWORD)
                    for screen, way, sign in screens:
                        if wanted not in name(screen):
                            continue
                        browser.go(way)
                        try:
                            browser.see("main " + sign, seconds=8)
                            browser.gone(".waiting")
                        except AssertionError as fault:
                            failed += 1
                            print(f"{name(screen)}: {fault}"[:300])
                        browser.picture(name(screen))
            finally:
                browser.close()
print(f"pictures in {to}; {failed} of something that did not come")
sys.exit(1 if failed else 0)
