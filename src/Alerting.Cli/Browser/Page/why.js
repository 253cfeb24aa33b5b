// Why somebody was, or was not, notified: every decision about an alert. It reads much, so only on request.
import { $, h, fill } from './dom.js';
import { act, get } from './api.js';
import { listed } from './names.js';
import * as time from './time.js';

const DAYS = [['1', '24 hours'], ['7', '7 days'], ['30', '30 days'], ['90', '90 days']];

export const title = () => 'Why';
export const path = () => null;

export function enter(view, { query }) {
  fill(view,
    h('form.filters', { id: 'why-form', role: 'search' },
      h('label.wide', null, h('span', null, 'Alert or incident'), h('input', { id: 'why-name', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'A part of its name, its id, or a code such as #k7f' })),
      h('label', null, h('span', null, 'Since'), h('select', { id: 'why-days' }, DAYS.map(([value, text]) => h('option', { value }, text)))),
      h('button.primary', { type: 'submit', id: 'why-do' }, 'Search')),
    h('div', { id: 'why', role: 'status' }, h('p.empty', null, 'Every decision about an alert with its reason, from the record of the last 90 days and the functions’ log.')));
  $('why-name').value = query.get('name') ?? '';
  $('why-days').value = query.get('days') ?? '1';
  $('why-form').addEventListener('submit', event => { event.preventDefault(); search(); });
  if ($('why-name').value) search();
}

export function show() { /* Read on request. */ }

const search = () => act($('why-do'), async () => {
  const asked = new URLSearchParams({ name: $('why-name').value.trim(), days: $('why-days').value });
  history.replaceState(null, '', `/why?${asked}`);
  fill($('why'), h('p.empty', null, 'Reading…'));
  const found = await get(`/api/why?${asked}`).catch(problem => ({ problem: problem.sentence ?? 'No answer.' }));
  if (!$('why')) return;
  fill($('why'), found.problem ? h('p.problem', null, found.problem) : [
    h('p.hint', null, [...found.read, ...found.problems].map(text => [text, ' '])),
    found.entries.length ? h('ol.steps', null, [...found.entries].reverse().map(step)) : h('p.empty', null, 'Nothing is known of it.', found.meant.length ? ` Did you mean ${listed(found.meant)}?` : '')]);
});

function step(one) {
  return h('li', { class: one.kind },
    h('time', { title: time.full(one.at) }, time.moment(one.at)),
    h('div', null, h('p', null, h('bdi', null, one.text)),
      h('small', null, h('code', null, one.code), one.alert && !one.text.includes(one.alert) ? [' · ', h('bdi', null, one.alert)] : '', one.to.length ? [' · to ', h('bdi', null, listed(one.to))] : '',
        one.by ? [' · by ', h('bdi', null, one.by)] : '', one.incident ? [' · ', h('a', { href: `/incidents/${encodeURIComponent(one.incident)}` }, 'incident')] : '', one.isFromLog ? ' · from the log' : '')));
}
