"""Chromium, driven as a person would: by what stands on the page and by its keys."""
import json
import os
import shutil
import sys
import tempfile
import time

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars")


def need_browser(test):
    """Exit code 77, with the reason, where there is none."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    try:
        import selenium  # noqa: F401
    except ImportError:
        missing.append("python3-selenium")
    if missing:
        print(f"{test}: Skipped\nnot installed: {', '.join(missing)}; see deploy/packages.txt")
        sys.exit(77)


class Browser:
    def __init__(self, address, language="sv", scheme="light", width=1280, height=900):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        self.address = address
        self.profile = tempfile.mkdtemp(prefix="sluss-console-")
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in (*FLAGS, f"--user-data-dir={self.profile}", f"--window-size={width},{height}", f"--lang={language}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.size(width, height)
        self.media(scheme)
        # Chromium's --lang is not what navigator.language says in every build.
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source=f"""
            Object.defineProperty(navigator, "language", {{get: () => "{language}"}});""")

    def devtools(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, scheme):
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def open(self, way=""):
        self.driver.get(f"{self.address}/#/{way}")

    def go(self, way):
        """As the address line would, without loading the page anew."""
        self.script("location.hash = arguments[0]", "#/" + way)

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def all(self, selector, text=None):
        """The elements that are shown, with this text in them."""
        return [one for one in self.driver.find_elements("css selector", selector)
                if one.is_displayed() and (text is None or text in one.text)]

    def until(self, what, wanted, seconds=20):
        """What `wanted` gives, once it is something."""
        from selenium.common.exceptions import StaleElementReferenceException
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                found = wanted()
                if found:
                    return found
            except StaleElementReferenceException:
                pass  # drawn anew while it was looked at
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {what}; the page says:\n{self.text()[:2000]}")

    def see(self, selector, text=None, seconds=20):
        return self.until(f"{selector} {text or ''}", lambda: self.all(selector, text), seconds)[0]

    def gone(self, selector, text=None):
        self.until(f"no {selector} {text or ''}", lambda: not self.all(selector, text))

    def press(self, text, within=""):
        """The button or link that says so."""
        from selenium.common.exceptions import StaleElementReferenceException
        for _ in range(3):
            try:
                return self.see(f"{within} button, {within} a, {within} summary", text).click()
            except StaleElementReferenceException:
                continue
        raise AssertionError(f"{text} is drawn anew all the time")

    def fill(self, name, text, within=""):
        field = self.see(f"{within} [name='{name}']")
        field.clear()
        field.send_keys(text)

    def keys(self, *keys):
        from selenium.webdriver import ActionChains
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self):
        """What one is at: a link's or button's text, a field's name."""
        return self.script("""const at = document.activeElement;
            return at.matches("a, button, summary") ? at.innerText : at.name || ''""")

    def text(self):
        return self.script("return document.body.innerText")

    def heading(self, text):
        return self.see("h1", text)

    def sign_in(self, name, password):
        self.open()
        self.fill("name", name)
        self.fill("password", password)
        self.press("Logga in" if self.script("return document.documentElement.lang") == "sv" else "Sign in")
        self.see(".person summary", name)

    def forget(self):
        """As a browser that was never here."""
        self.driver.get("about:blank")
        self.devtools("Storage.clearDataForOrigin", origin=self.address, storageTypes="all")
        self.devtools("Network.clearBrowserCookies")
        self.complaints()
        self.asked_addresses()

    def complaints(self):
        """What the browser wrote to its console since it was asked last: errors, and what the page's policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def asked_addresses(self):
        """Every address that was asked for since it was asked last."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found

    def picture(self, file):
        """The whole page, not only what fits."""
        import base64
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        data = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as out:
            out.write(base64.b64decode(data))

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)
