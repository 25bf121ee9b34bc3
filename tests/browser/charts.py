"""Whether the charts of an open page hold what they draw."""

FAULTS = """
const faults = [], page = document.documentElement.clientWidth;
const add = (fault, chart, what) =>
    faults.push(`${fault} in ${chart.closest('section').querySelector('h2').textContent}: ${what}`);
const cut = (a, b, by) => a.left + by < b.right && b.left + by < a.right &&
    a.top + by < b.bottom && b.top + by < a.bottom;
for (const chart of document.querySelectorAll('svg.area')) {
    const box = chart.getBoundingClientRect(), figure = chart.closest('figure').getBoundingClientRect();
    if (box.width < 150 || box.height < 50) add('too small', chart, `${box.width} x ${box.height}`);
    for (const point of chart.querySelectorAll('.point')) {
        const at = [point.x.baseVal.value, point.y.baseVal.value];
        if (!(at[0] > -1 && at[0] < box.width + 1 && at[1] > -1 && at[1] < box.height + 1))
            add('a point outside', chart, at);
    }
    for (const part of chart.querySelectorAll('.mark rect, line')) {
        const own = part.getBoundingClientRect();
        if (!(own.left > box.left - 2 && own.right < box.right + 2 && own.top > box.top - 2 &&
              own.bottom < box.bottom + 2)) add('a line or bar outside', chart, part.outerHTML);
    }
    const texts = [...chart.querySelectorAll('text')].map(
        text => ({text: text.textContent, box: text.getBoundingClientRect()})).filter(
        one => one.box.width > 0);
    texts.forEach((one, i) => {
        if (one.box.left < figure.left || one.box.right > figure.right || one.box.right > page)
            add('a text outside', chart, one.text);
        for (const other of texts.slice(i + 1))
            if (cut(one.box, other.box, 2)) add('two texts on one another', chart,
                                               `${one.text} / ${other.text}`);
    });
}
return faults;
"""


def faults(browser):
    """Points, lines and texts outside their chart, texts over texts, charts too small to read."""
    return browser.run(FAULTS)
