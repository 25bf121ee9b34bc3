'use strict';
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  // A point's or a bar's text, where the pointer or the keyboard is.
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('role', 'tooltip');
  document.querySelector('main').append(tip);
  let shown = null;
  const hide = () => {
    if (shown) shown.classList.remove('on');
    shown = null;
    tip.hidden = true;
  };
  const show = mark => {
    if (mark === shown) return;
    hide();
    shown = mark;
    mark.classList.add('on');
    tip.textContent = mark.getAttribute('aria-label');
    tip.hidden = false;
    tip.style.left = tip.style.top = '0';
    const at = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const page = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left + at.width / 2 - own.width / 2, page - own.width - 8));
    const top = at.top - own.height - 10;
    tip.style.left = left - own.left + 'px';
    tip.style.top = (top < 4 ? at.bottom + 10 : top) - own.top + 'px';
  };

  for (const chart of all('svg.area')) {
    const marks = all('.point, .mark', chart);
    for (const mark of marks) {
      const title = mark.querySelector('title');
      mark.setAttribute('aria-label', title.textContent);
      title.remove();
      mark.addEventListener('focus', () => show(mark));
      mark.addEventListener('blur', hide);
    }
    const points = marks.filter(mark => mark.matches('.point'))
      .sort((a, b) => a.x.baseVal.value - b.x.baseVal.value || b.y.baseVal.value - a.y.baseVal.value);
    // The arrow keys pass a plan once, also where two series hold it.
    const once = new Map(points.map(point =>
      [[point.x.baseVal.value, point.y.baseVal.value, point.getAttribute('aria-label')].join(), point]));
    const order = points.length ? [...once.values()] : marks;
    const near = event => {
      const box = chart.getBoundingClientRect();
      let best = null, least = 24;
      for (const point of points) {
        const distance = Math.hypot(box.left + point.x.baseVal.value - event.clientX,
          box.top + point.y.baseVal.value - event.clientY);
        if (distance < least) [best, least] = [point, distance];
      }
      return best;
    };
    const follow = event => {
      const mark = event.target.closest('.mark') || near(event);
      if (mark) show(mark); else rest();
    };
    // Without a mark under the pointer, that of the keyboard stays shown.
    const rest = () => {
      const focused = chart.querySelector(':focus-visible');
      if (marks.includes(focused)) show(focused); else hide();
    };
    chart.addEventListener('pointermove', follow);
    chart.addEventListener('pointerdown', follow);
    chart.addEventListener('pointerleave', rest);
    chart.addEventListener('keydown', event => {
      if (event.key === 'Escape') return hide();
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -1e9, End: 1e9}[event.key];
      const from = order.indexOf(document.activeElement);
      if (!step || from < 0) return;
      event.preventDefault();
      const next = order[Math.max(0, Math.min(order.length - 1, from + step))];
      order[from].setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    });
  }

  // Tables sort by the click of a title: by number where each cell has a key, else as people sort.
  const texts = new Intl.Collator('en', {numeric: true});
  const sort = (table, title) => {
    const body = table.tBodies[0], column = title.cellIndex;
    const down = title.getAttribute('aria-sort') === 'ascending';
    for (const other of all('th', table.tHead)) other.removeAttribute('aria-sort');
    title.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const rows = [...body.rows].map(row => {
      const cell = row.cells[column], key = cell ? cell.dataset.key : undefined;
      const text = cell ? cell.textContent.trim() : '';
      return {row, text, key: Number(key), last: key === undefined && !/[\p{L}\p{N}]/u.test(text)};
    });
    const numbers = rows.every(one => one.last || Number.isFinite(one.key));
    rows.sort((a, b) => a.last - b.last ||
      (down ? -1 : 1) * (numbers ? a.key - b.key : texts.compare(a.text, b.text)) || 0);
    body.append(...rows.map(one => one.row));
  };
  for (const table of all('table.rows')) {
    if (table.tBodies[0].rows.length < 2) continue;
    for (const title of all('thead th', table)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = title.textContent;
      button.addEventListener('click', () => sort(table, title));
      title.replaceChildren(button);
    }
  }

  // What fits need not be a stop of the tab key.
  const measure = () => {
    for (const region of all('.scroll'))
      region.toggleAttribute('tabindex', region.scrollWidth > region.clientWidth);
    for (const region of all('.scroll[tabindex]')) region.tabIndex = 0;
  };
  measure();
  addEventListener('resize', measure);
  for (const part of all('details')) part.addEventListener('toggle', measure);

  if (navigator.clipboard) {
    for (const command of all('.command')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Copy';
      button.addEventListener('click', () =>
        navigator.clipboard.writeText(command.querySelector('code').textContent)
          .then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Not allowed'; }));
      command.prepend(button);
    }
  }

  // Paper shows what is folded, but of the figures of charts only those that the reader opened.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('section > details:not([open])');
    for (const part of opened) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of opened) part.open = false;
  });
})();
