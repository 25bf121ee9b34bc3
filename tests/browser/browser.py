"""Debian's Chromium, without a window, and what it says about one file after the other."""

import json
import pathlib
import shutil
import subprocess
import sys

try:
    from selenium import webdriver
except ModuleNotFoundError:
    sys.exit("python3-selenium is missing: script/setup test installs it")
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

HERE = pathlib.Path(__file__).resolve().parent
SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
LOUD = {"WARNING", "SEVERE"}
SIZES = ((1280, 900), (400, 800))


def expect(truth, what):
    if not truth:
        sys.exit(f"not so: {what}")


def program(*names):
    """The first of these that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    sys.exit(f"{names[0]} is missing: script/setup test installs it")


def axe_source(folder):
    """axe-core of the version and hash in package-lock.json, from npm into a folder of the build."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    script, copy = folder / "node_modules/axe-core/axe.min.js", folder / "package-lock.json"
    if not script.exists() or copy.read_text(encoding="utf-8") != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / name, folder / name)
        done = subprocess.run([program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                              cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            copy.unlink()
            sys.exit(f"npm could not install axe-core, without which nothing tells whether the page "
                     f"is accessible:\n{done.stderr}")
    return script.read_text(encoding="utf-8")


class Browser:
    """One window; every page is opened at a size, in a colour scheme, with or without scripts."""

    def __init__(self):
        options = Options()
        options.binary_location = program("chromium", "chromium-browser")
        for switch in SWITCHES:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(program("chromedriver")), options=options)
        self.driver.set_script_timeout(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def devtools(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def open(self, path, width=1280, height=900, scheme="light", scripts=True, media="screen"):
        self.devtools("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.devtools("Emulation.setEmulatedMedia", media=media,
                      features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=False)
        self.driver.get_log("browser"), self.driver.get_log("performance")
        self.driver.get(path.as_uri())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self):
        """What the console has shown since the page was opened, warnings and worse."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in LOUD]

    def requests(self):
        """The addresses that were asked for since the page was opened."""
        events = (json.loads(entry["message"])["message"]
                  for entry in self.driver.get_log("performance"))
        return [event["params"]["request"]["url"] for event in events
                if event["method"] == "Network.requestWillBeSent"]

    def violations(self, axe):
        """What axe-core finds against WCAG 2 A and AA and good practice: rule, help, places."""
        self.run(axe)
        found = self.driver.execute_async_script("""
            const done = arguments[0];
            axe.run({resultTypes: ['violations']}).then(
                result => done(result.violations), error => done([{id: String(error), nodes: []}]));
        """)
        return [(each["id"], each.get("help"), [node["html"][:160] for node in each["nodes"]][:3])
                for each in found]
