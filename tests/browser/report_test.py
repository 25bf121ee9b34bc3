"""ec2plan's HTML pages in a browser: they ask nobody for anything, nothing complains, everybody can
read them, points and tables answer, and what a fact holds stays text.

usage: report_test.py PROGRAM SAMPLE BUILD    (BUILD: a folder to install axe-core into)
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import charts
from browser import SIZES, Browser, axe_source, expect  # before selenium: tells what is missing
from review import check_dated, check_fold, check_marked, check_origin
from saved_results import HOSTILE_NAME, Reports
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "golden/fixtures"
PAPER = 680  # pixels between the margins of a portrait page
VIEWS = [(*size, scheme) for size in SIZES for scheme in ("light", "dark")]
HACKED = "<script>window.hacked=1</script>"


def output(*words, folder=None):
    done = subprocess.run(list(map(str, words)), capture_output=True, check=False, cwd=folder)
    expect(done.returncode == 0, f"{words} ends well: {done.stderr.decode()}")
    return done.stdout.decode()


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def check_quiet(browser, path, what):
    complaints, requests = browser.complaints(), browser.requests()
    expect(not complaints, f"{what}: the console is empty: {complaints}")
    expect(requests == [path.as_uri()], f"{what}: nothing but the file is asked for: {requests}")


def check_inert(browser, what):
    counts = browser.run("""
        const count = selector => document.querySelectorAll(selector).length;
        return [typeof window.hacked, count('script'), count('style'),
                count('img, iframe, object, embed, link, form, base, foreignObject, animate'),
                count('[style], [src], [srcdoc]'),
                [...document.querySelectorAll('*')].filter(
                    each => [...each.attributes].some(one => one.name.startsWith('on'))).length,
                [...document.querySelectorAll('[href]')].filter(
                    each => !each.getAttribute('href').startsWith('#')).length];
    """)
    expect(counts[:2] == ["undefined", 1], f"{what}: only the page's own script is there: {counts}")
    expect(counts[2:4] == [1, 0], f"{what}: nothing embedded: {counts}")
    expect(counts[4] <= 1, f"{what}: no styles or sources in elements: {counts}")  # 1: the tip
    expect(counts[5:] == [0, 0], f"{what}: no handlers, no links out: {counts}")


def check_layout(browser, width, what):
    across = browser.run("return document.documentElement.scrollWidth")
    expect(across <= width, f"{what}: nothing is wider than the page: {across}")
    headings = browser.run("return [...document.querySelectorAll('h1')].map(h => h.textContent)")
    expect(len(headings) == 1 and headings[0], f"{what}: one title: {headings}")
    small = browser.run("""
        return [...document.querySelectorAll('svg.area text')].filter(
            text => parseFloat(getComputedStyle(text).fontSize) < 11).length""")
    expect(small == 0, f"{what}: the letters of charts keep their size: {small}")
    stuck = browser.run("""
        return [...document.querySelectorAll('.scroll')].filter(
            each => each.scrollWidth > each.clientWidth && each.tabIndex < 0).length""")
    expect(stuck == 0, f"{what}: what scrolls can be reached with the keyboard: {stuck}")
    faults = charts.faults(browser)
    expect(not faults, f"{what}: charts hold what they draw: {faults}")


def check_looks(browser, axe, path, views):
    """At these sizes, in these schemes, with everything unfolded."""
    for width, height, scheme in views:
        what = f"{path.name}, {width} pixels, {scheme}"
        browser.open(path, width, height, scheme)
        browser.run("document.querySelectorAll('details').forEach(each => { each.open = true })")
        check_layout(browser, width, what)
        check_inert(browser, what)
        check_quiet(browser, path, what)
        found = browser.violations(axe)
        expect(not found, f"{what}: everybody can read it: {json.dumps(found, indent=1)}")


def check_sections(browser, path, sections):
    """In order, each with something in it."""
    browser.open(path)
    found = browser.run("""
        return [...document.querySelectorAll('main > section')].map(section =>
            [section.querySelector('h2').textContent, section.children.length])""")
    expect([name for name, _ in found] == sections, f"{path.name}: sections in order: {found}")
    expect(min(size for _, size in found) > 1, f"{path.name}: no section is empty: {found}")


def tip(browser):
    return browser.run("const tip = document.querySelector('.tip');"
                       "return tip.hidden ? '' : tip.textContent")


def check_tips(browser, path):
    """A point tells its text to the pointer and to the keyboard; arrow keys go on, Escape ends."""
    browser.open(path)
    chart = browser.driver.find_element("css selector", "svg.plot")
    browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", chart)
    points = chart.find_elements("css selector", ".point")
    ActionChains(browser.driver).move_to_element(points[0]).perform()
    shown = tip(browser)
    expect(shown and shown == points[0].get_attribute("aria-label"), f"a hovered point: {shown!r}")
    stops = [each for each in points if each.get_attribute("tabindex") == "0"]
    expect(len(stops) == 1, "one point of a chart is a stop of the tab key")
    for _ in range(60):  # as many tab keys as it takes from the top of the page
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        if browser.driver.switch_to.active_element == stops[0]:
            break
    else:
        expect(False, "the tab key reaches the chart")
    shown = tip(browser)
    expect(shown == stops[0].get_attribute("aria-label"), f"a focused point: {shown!r}")
    stops[0].send_keys(Keys.ARROW_LEFT)
    wait = WebDriverWait(browser.driver, 10)
    wait.until(lambda _: tip(browser) not in ("", shown), "the arrow keys go on to the next point")
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    wait.until(lambda _: tip(browser) == "", "Escape hides the text")
    where = browser.run("""
        const tip = document.querySelector('.tip'), box = [];
        for (const point of document.querySelectorAll('svg.area .point, svg.area .mark')) {
            point.focus({preventScroll: true});
            const at = tip.getBoundingClientRect();
            if (at.left < 0 || at.right > document.documentElement.clientWidth) box.push(at.left);
        }
        return box""")
    expect(not where, f"no text leaves the page: {where}")


def check_sorting(browser, path):
    """Numbers sort as numbers, by the keyboard and by a click, which turns the order round."""
    browser.open(path)
    tables = browser.run("""
        return [...document.querySelectorAll('table.rows')].filter(table => !table.closest('details') &&
            table.querySelector('thead button') && table.querySelector('tbody td[data-key]'))""")
    expect(tables, "there is a table to sort")
    table = tables[0]
    index = browser.run("return arguments[0].querySelector('td[data-key]').cellIndex", table)
    button = table.find_elements("css selector", "thead tr > *")[index].find_element(
        "css selector", "button")
    browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", table)
    press = (lambda: button.send_keys(Keys.ENTER), button.click)
    for order, sign, act in zip(("ascending", "descending"), (1, -1), press):
        act()
        keys = browser.run("""
            return [...arguments[0].tBodies[0].rows].map(row => row.cells[arguments[1]].dataset.key)
                .filter(key => key !== undefined).map(Number)""", table, index)
        said = browser.run("return arguments[0].closest('th').getAttribute('aria-sort')", button)
        expect(said == order, f"the header says {order}: {said}")
        expect(keys == sorted(keys, key=lambda key: sign * key), f"{order} by number: {keys}")
        expect(len(set(keys)) > 1, "the table has something to sort")


def check_without_scripts(browser, path):
    """Charts and tables are there; points have their text as a title; no button does nothing."""
    browser.open(path, scripts=False)
    charts, titles, points, rows, buttons = browser.run("""
        const count = selector => document.querySelectorAll(selector).length;
        return [count('svg.area'), count('.point > title, .mark > title'), count('.point, .mark'),
                count('table tr'), count('button')]""")
    expect(charts and titles == points > 0 and rows and buttons == 0,
           f"without scripts: {charts} charts, {titles} titles, {points} points, {rows} rows")
    check_quiet(browser, path, "without scripts")


def check_print(browser, path):
    """On paper: black on white, no contents, nothing folded but the figures of charts, which who
    wants them opens; no chart on two pages."""
    browser.open(path, PAPER, scheme="dark", scripts=False, media="print")
    paper, ink, contents, hidden, broken = browser.run("""
        const style = selector => getComputedStyle(document.querySelector(selector));
        const shown = table => table.checkVisibility({contentVisibilityAuto: true});
        const folds = [...document.querySelectorAll('details table')];
        const folded = folds.filter(table => shown(table) === Boolean(table.closest('figure')));
        const first = document.querySelector('figure details');
        first.open = true;
        if (!shown(first.querySelector('table'))) folded.push(first);
        first.open = false;
        const broken = [...document.querySelectorAll('svg.area')].filter(
            chart => getComputedStyle(chart.closest('.chart')).breakInside !== 'avoid');
        const nav = document.querySelector('nav');
        return [style('body').backgroundColor, style('body').color,
                nav ? getComputedStyle(nav).display : 'none', folded.length, broken.length]""")
    expect((paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)"), f"{ink} on {paper} in print")
    expect(contents == "none" and hidden == 0 and broken == 0,
           f"in print: contents {contents}, {hidden} tables in the wrong fold, {broken} charts may break")
    across = browser.run("return document.documentElement.scrollWidth")
    expect(across <= PAPER, f"{path.name}: nothing is cut at the edge of the paper: {across}")
    faults = charts.faults(browser)
    expect(not faults, f"{path.name}: charts hold what they draw on paper: {faults}")
    printed = browser.devtools("Page.printToPDF", printBackground=False)["data"]
    expect(printed.startswith("JVBERi0"), "a PDF comes out")


def check_policy(browser, axe, sample, folder):
    """Even markup that got in would not run; and the checks above would see it."""
    text = sample.read_text(encoding="utf-8")
    broken = text.replace("<main id=\"main\">", f"<main id=\"main\">{HACKED}"
                          "<img src=\"x.png\" onerror=\"window.hacked=1\"><p style=\"top:0\">x</p>", 1)
    expect(broken != text, "the page has a main part")
    path = written(folder / "broken.html", broken)
    browser.open(path)
    expect(browser.run("return typeof window.hacked") == "undefined", "no foreign script runs")
    expect(len(browser.complaints()) >= 3, "the console tells of what the policy stopped")
    expect("image-alt" in [rule for rule, *_ in browser.violations(axe)], "axe sees a bare image")
    path = written(folder / "loud.html", "<!doctype html><title>x</title>"
                   "<script>console.warn('x')</script><img src=\"x.png\">")
    browser.open(path)
    expect(len(browser.requests()) == 2 and browser.complaints(), "a page that asks is noticed")


def sample_page(program, folder):
    text = output(program)
    expect(text == output(program), "a page is the same bytes each time")
    expect("http:" not in text and text.count("https:") == 1, "no address but that of a fact")
    return written(folder / "sample.html", text)


def check_crowd(browser, path):
    """Two thousand points are still one page that opens."""
    browser.open(path, *SIZES[1])
    what = "two thousand points"
    points = browser.run("return document.querySelectorAll('.point').length")
    expect(points == 2000, f"{what}: all are drawn: {points}")
    check_layout(browser, SIZES[1][0], what)
    check_quiet(browser, path, what)


def check_hostile_text(browser, path):
    browser.open(path)
    shown = browser.run("return document.body.textContent")
    expect(HACKED in shown and "\\x1B[31m\\xE2\\x80\\xAE" in shown, "hostile text is seen as typed")
    expect("a\\x00b" in shown, "a zero byte is seen")
    expect(HACKED in browser.run("return document.title"), "in the title too")


def check_hostile_facts(browser, path):
    """Of the real program: a model's name, a catalog's texts."""
    browser.open(path)
    shown, title = browser.run("return [document.body.textContent, document.title]")
    name = HOSTILE_NAME.split("\u202e")[0]
    expect(title.startswith(name) and name in shown, f"the model's name is text: {title!r}")
    expect("<img src=x onerror=alert(1)>" in shown, "so are the texts of the catalog")
    expect("\u202e" not in shown + title and "\x1b" not in shown + title, "no control characters")


def main(program, sample, build):
    axe = axe_source(pathlib.Path(build) / "axe")
    with tempfile.TemporaryDirectory() as name, Browser() as browser:
        folder = pathlib.Path(name)
        page = sample_page(sample, folder)
        check_looks(browser, axe, page, VIEWS)
        check_tips(browser, page)
        check_sorting(browser, page)
        check_without_scripts(browser, page)
        check_print(browser, page)
        check_hostile_text(browser, page)
        check_crowd(browser, written(folder / "crowd.html", output(sample, "crowd")))
        check_policy(browser, axe, page, folder)
        reports = Reports(program, FIXTURES, folder)
        for number, (path, sections) in enumerate(reports.all()):
            check_sections(browser, path, sections)
            check_looks(browser, axe, path, VIEWS if number == 0 else [VIEWS[number % len(VIEWS)]])
            check_print(browser, path)
        check_tips(browser, folder / "limits.html")
        check_sorting(browser, folder / "limits.html")
        check_without_scripts(browser, folder / "limits.html")
        check_fold(browser, folder / "limits.html")
        check_origin(browser, folder / "limits.html")
        check_dated(browser, folder / "limits.html")
        check_marked(browser, folder / "limits.html", ["this plan, recommended"] * 2)
        check_marked(browser, folder / "estimate.html", ["this plan"] * 2)
        hostile = reports.hostile()
        check_looks(browser, axe, hostile, VIEWS[:1])
        check_hostile_facts(browser, hostile)
    print("the pages ask nobody, nothing complains, and everybody can read them")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
