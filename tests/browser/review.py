"""What only the page of a design review has."""

import re

from browser import SIZES, expect


def check_fold(browser, path):
    """Before paper the script opens the assumptions alone, and closes them after."""
    browser.open(path)
    opened, closed = browser.run("""
        const count = selector => document.querySelectorAll(selector).length;
        dispatchEvent(new Event('beforeprint'));
        const opened = [count('section > details[open]'), count('figure details[open]')];
        dispatchEvent(new Event('afterprint'));
        return [opened, count('details[open]')]""")
    expect(opened[0] > 0 and opened[1] == 0 and closed == 0, f"folds in print: {opened}, {closed}")


def check_marked(browser, path, names):
    """Both charts of plans mark the plan of the page, and the label of its point is there."""
    for width, height in SIZES:
        browser.open(path, width, height)
        shown = browser.run("""
            return [...document.querySelectorAll('svg.plot')].slice(0, 2).map(chart =>
                [[...chart.closest('.chart').querySelectorAll('.key li')].map(
                     key => key.textContent).find(key => key.startsWith('this plan')),
                 [...chart.querySelectorAll('text.e-chosen')].filter(
                     label => label.getBoundingClientRect().width > 0).length])""")
        expect(shown == [[name, 1] for name in names], f"{path.name}, {width} pixels: {shown}")


def check_origin(browser, path):
    """What made the page can be typed again, and on which facts it rests."""
    browser.open(path)
    commands, text = browser.run("""
        const again = [...document.querySelectorAll('main > section')].at(-1);
        return [[...again.querySelectorAll('code')].map(code => code.textContent),
                again.textContent]""")
    expect(len(commands) == 2 and commands[0].startswith("ec2plan recommend ") and
           commands[1].startswith("ec2plan report ") and "--out-file" in commands[1],
           f"{path.name}: both commands: {commands}")
    expect(re.search(r"catalog \d{4}-\d\d-\d\d.*sha256\s*[0-9a-f]{64}", text, re.DOTALL) and
           re.search(r"with ec2plan \d+\.\d+", text), f"{path.name}: its facts: {text}")


def check_dated(browser, path):
    """A kind of purchase beside the plan is told with the day of its price, as a bar too."""
    browser.open(path)
    bars, rows = browser.run("""
        const texts = (selector) => [...document.querySelectorAll(selector)].map(one => one.textContent);
        return [texts('svg.bars text.name'), texts('table.rows tbody tr')]""")
    spot = re.compile(r"^spot.*20\d\d-\d\d-\d\d")
    expect(any(map(spot.match, bars)) and any(map(spot.match, rows)),
           f"{path.name}: spot prices have their day: {bars}, {rows}")
