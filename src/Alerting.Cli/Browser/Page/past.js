// The incidents of the last days: search, sort, the noisiest, by night, and answers to several.
import { $, h, fill } from './dom.js';
import { labels } from './alerts.js';
import { answer } from './ask.js';
import { session } from './session.js';
import * as time from './time.js';

const DAYS = [['1', 'Today'], ['7', '7 days'], ['30', '30 days'], ['90', '90 days']];
const SORTS = [['', 'Newest first'], ['oldest', 'Oldest first'], ['severity', 'Most severe first'], ['longest', 'Longest first']];
const PAGE = 50;

export const title = () => 'History';

export function path({ query }) {
  const asked = new URLSearchParams({ zone: time.zoneName() });
  for (const name of ['days', 'q', 'sort', 'page', 'night']) if (query.get(name)) asked.set(name, query.get(name));
  return `/api/history?${asked}`;
}

let chosen = new Set();
let query = new URLSearchParams();

/** The state of the view is its address. */
function change(changes, { isTyping } = {}) {
  const next = new URLSearchParams(query);
  next.delete('page');
  for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
  const address = `/history${next.size ? `?${next}` : ''}`;
  if (isTyping) history.replaceState(null, '', address);
  document.dispatchEvent(new CustomEvent('console:go', { detail: { address, isReplaced: isTyping } }));
}

export function enter(view, state) {
  query = state.query;
  chosen = new Set();
  let typing;
  const select = (name, label, options) => h('label', null, h('span', null, label), h('select', { id: `past-${name}`, onchange: event => change({ [name]: event.target.value }) }, options.map(([value, text]) => h('option', { value }, text))));
  fill(view,
    h('form.filters', { role: 'search', onsubmit: event => event.preventDefault() },
      h('label.wide', null, h('span', null, 'Search'), h('input', { id: 'past-q', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Name, label, route, code', oninput: event => { clearTimeout(typing); const { value } = event.target; typing = setTimeout(() => change({ q: value.trim() }, { isTyping: true }), 250); } })),
      select('days', 'Opened', DAYS), select('sort', 'Sort', SORTS)),
    h('div.columns-of-history', null,
      h('section', { 'aria-labelledby': 'past-title' }, h('h2', { id: 'past-title' }, 'History'), h('div', { id: 'past-bulk' }), h('div.scroll', { id: 'past-rows' }, h('p.empty', null, 'Reading…'))),
      h('aside', { 'aria-label': 'Summary' },
        h('section', { 'aria-labelledby': 'noisy-title' }, h('h2', { id: 'noisy-title' }, 'Noisiest'), h('ul.bars', { id: 'noisy' })),
        h('section', { 'aria-labelledby': 'nights-title' }, h('h2', { id: 'nights-title' }, 'By night'), h('ul.bars', { id: 'nights' })))));
  showFilters();
}

export function show(view, found, state) {
  query = state.query;
  showFilters();
  if (document.activeElement !== $('past-q')) $('past-q').value = query.get('q') ?? '';
  const night = query.get('night');
  fill($('past-title'), found.found === 1 ? '1 incident' : `${found.found} incidents`, found.found < found.all ? ` of ${found.all}` : '',
    found.unread ? h('small', null, ` ${found.unread} more are being read`) : null,
    night ? [' in the night of ', time.shortDay(`${night}T12:00:00Z`), ' ', h('button.quiet', { type: 'button', onclick: () => change({ night: '' }) }, 'All')] : null);
  const open = new Set(found.rows.filter(row => isOpen(row)).map(row => row.id));
  chosen = new Set([...chosen].filter(id => open.has(id)));
  fill($('past-rows'), found.rows.length ? table(found) : h('p.empty', null, 'No incidents. Incidents are kept for 90 days; those that an earlier version opened are only in Now.'));
  showBulk(found);
  pages(found);
  const most = Math.max(1, ...found.noisiest.map(one => one.count));
  fill($('noisy'), found.noisiest.map(one => bar(`${labels(one.labels)}`, one.route, one.count, most, () => change({ q: labels(one.labels).split(' · ').join(' ') }), one.nights ? `${one.count}, ${one.nights} at night` : `${one.count}`)));
  if (!found.noisiest.length) fill($('noisy'), h('li.empty', null, 'No group opened more than one.'));
  const worst = Math.max(1, ...found.nights.map(one => one.count));
  fill($('nights'), found.nights.slice(0, 14).map(one => bar(time.shortDay(`${one.evening}T12:00:00Z`), '22:00 to 07:00', one.count, worst, () => change({ night: one.evening }), `${one.count}`)));
  if (!found.nights.length) fill($('nights'), h('li.empty', null, 'None at night.'));
}

function showFilters() {
  $('past-days').value = query.get('days') ?? '7';
  $('past-sort').value = query.get('sort') ?? '';
}

const isOpen = row => row.state === 'open' || row.state === 'acknowledged' || row.state === 'snoozed';

function table(found) {
  const canAnswer = !session.access.answer && found.rows.some(isOpen);
  return h('table.rows', null,
    h('thead', null, h('tr', null, canAnswer ? h('th', null, h('span.sr', null, 'Choose')) : null, ['Opened', 'Severity', 'Incident', 'State', 'For'].map(name => h('th', { scope: 'col' }, name)))),
    h('tbody', null, found.rows.map(row => h('tr', { 'data-id': row.id },
      canAnswer ? h('td', null, isOpen(row) ? h('input', { type: 'checkbox', 'aria-label': `Choose ${row.code}`, checked: chosen.has(row.id), onchange: event => { event.target.checked ? chosen.add(row.id) : chosen.delete(row.id); showBulk(found); } }) : null) : null,
      h('td', null, h('time', { title: time.full(row.openedAt) }, time.moment(row.openedAt))),
      h('td', null, row.severity ? h('span.tag', { class: row.severity }, row.severity) : '…'),
      h('td', null, h('a', { href: `/incidents/${encodeURIComponent(row.id)}` }, row.title ?? labels(row.labels)), h('small', null, [row.code, row.route, labels(row.labels)].filter(text => text !== row.title).join(' · '))),
      h('td', null, row.state ?? '…', row.by ? h('small', null, `by ${row.by}`) : null),
      h('td', null, lasted(row))))));
}

function lasted(row) {
  if (!row.endedAt) return '';
  const minutes = Math.round((Date.parse(row.endedAt) - Date.parse(row.openedAt)) / 60000);
  return minutes < 1 ? '< 1 min' : minutes < 60 ? `${minutes} min` : minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} d`;
}

function showBulk(found) {
  const cards = found.rows.filter(row => chosen.has(row.id)).map(row => ({ id: row.id, title: row.title ?? '', stand: { code: row.code } }));
  fill($('past-bulk'), cards.length ? h('div.bulk', null, h('span', null, `${cards.length} chosen`),
    [['ack', 'Acknowledge'], ['snooze', 'Snooze'], ['close', 'Close']].map(([kind, text]) => h('button', { type: 'button', onclick: () => answer(kind, cards) }, text))) : null);
}

function pages(found) {
  const page = Number(query.get('page') ?? 1);
  const last = Math.ceil(found.found / PAGE);
  if (last < 2) return;
  const to = (number, text) => h('button', { type: 'button', disabled: number < 1 || number > last, onclick: () => change({ page: number > 1 ? String(number) : '' }) }, text);
  $('past-rows').append(h('p.pages', null, to(page - 1, 'Previous'), ` Page ${page} of ${last} `, to(page + 1, 'Next')));
}

function bar(text, small, count, most, onclick, label) {
  const fillOf = h('i', { 'aria-hidden': 'true' });
  fillOf.style.width = `${Math.round(100 * count / most)}%`;
  return h('li', null, h('button.bar', { type: 'button', onclick }, h('span', null, h('b', null, text), h('small', null, small)), h('em', null, label), fillOf));
}
