// Who is on call in a week, and overrides.
import { $, h, fill } from './dom.js';
import { post } from './api.js';
import { ask } from './ask.js';
import { listed } from './names.js';
import { card } from './schedule.js';
import { personName, session } from './session.js';
import * as time from './time.js';

const DAY = 86400000;

export const title = () => 'On call';
export const path = ({ query }) => `/api/oncall?zone=${encodeURIComponent(time.zoneName())}${query.get('from') ? `&from=${query.get('from')}` : ''}`;

export function enter(view) {
  fill(view, h('section', { 'aria-labelledby': 'week-title' },
    h('div.row.between', null, h('h2', { id: 'week-title' }, 'On call'), h('div.row', null,
      h('button', { type: 'button', id: 'week-back' }, '← Week before'), h('button', { type: 'button', onclick: () => go(null) }, 'Today'), h('button', { type: 'button', id: 'week-on' }, 'Week after →'))),
    h('div', { id: 'week' })),
  h('section', { 'aria-labelledby': 'schedules-title' }, h('h2', { id: 'schedules-title' }, 'Now and next'), h('div.schedules', { id: 'schedules' })));
}

const go = from => document.dispatchEvent(new CustomEvent('console:go', { detail: { address: from ? `/oncall?from=${from}` : '/oncall' } }));
const dateOf = moment => new Intl.DateTimeFormat('en-CA', { timeZone: time.zoneName() }).format(moment);

export function show(view, found) {
  const from = Date.parse(found.from);
  // Noon, because a day may have 23 or 25 hours.
  const day = at => new Date(from + DAY / 2 + at * DAY);
  $('week-title').textContent = `${time.shortDay(day(0))} to ${time.shortDay(day(6))}`;
  $('week-back').onclick = () => go(dateOf(day(-7)));
  $('week-on').onclick = () => go(dateOf(day(7)));
  const shown = h('div.week', null, found.shifts.map(one => [h('h3', null, one.schedule), bars(one, found, day)]));
  fill($('week'), found.problem ? h('p.problem', null, found.problem) : found.shifts.length ? shown : h('p.empty', null, 'The configuration has no schedules.'));
  const may = !session.access.table;
  fill($('schedules'), found.schedules.map(one => card(one, { nameOf: personName, onOverride: may ? () => override(one) : null, onEnd: may ? end : null })));
}

function bars(one, found, day) {
  const [from, to] = [Date.parse(found.from), Date.parse(found.to)];
  const now = time.now().getTime();
  const place = (element, start, end) => {
    element.style.left = `${100 * (start - from) / (to - from)}%`;
    element.style.width = `${100 * (end - start) / (to - from)}%`;
    return element;
  };
  return h('div.bars-of-week', null,
    h('div.days', { 'aria-hidden': 'true' }, Array.from({ length: 7 }, (_, at) => h('span', null, time.shortDay(day(at)).split(' ').slice(0, 2).join(' ')))),
    h('ol', null, one.shifts.map(shift => {
      const names = shift.onCall.length ? listed(shift.onCall.map(personName)) : 'Nobody';
      const text = `${names}, ${time.full(shift.from)} to ${time.full(shift.to)}`;
      const tone = shift.onCall.length ? `tone${session.people.findIndex(person => person.key === shift.onCall[0]) % 4}` : shift.isGapMeant ? 'meant' : 'gap';
      return place(h('li', { class: tone, title: text }, h('span', { 'aria-hidden': 'true' }, names), h('span.sr', null, text)), Date.parse(shift.from), Date.parse(shift.to));
    })),
    now > from && now < to ? place(h('i.now-line', { 'aria-hidden': 'true' }), now, now) : null);
}

/** For a form: the viewer's clock, as a browser writes it. */
const local = moment => { const at = new Date(moment); return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16); };

function override(one) {
  const soon = Math.ceil(time.now().getTime() / 900000) * 900000;
  const field = (name, label, value) => h('label', null, label, h('input', { name, type: 'datetime-local', value: local(value), required: true }));
  ask({
    title: `Override ${one.name}`, button: 'Override', text: 'Takes effect within 10 seconds.',
    fields: [
      h('label', null, 'On call', h('select', { name: 'person' }, [...session.people.map(person => [person.key, person.name]), ['nobody', 'Nobody']].map(([value, text]) => h('option', { value }, text)))),
      field('from', 'From', soon), field('to', 'Until', one.until && Date.parse(one.until) > soon ? one.until : soon + DAY),
      h('label', null, 'Reason', h('input', { name: 'comment', autocomplete: 'off', maxlength: 500 })),
    ],
    does: form => post('/api/overrides', { schedule: one.name, person: form.person, comment: form.comment, from: new Date(form.from).toISOString(), to: new Date(form.to).toISOString() }),
  });
}

function end(each) {
  ask({ title: 'End the override', button: 'End', text: `${personName(each.person)} until ${time.full(each.to)}`, does: () => post(`/api/overrides/${encodeURIComponent(each.id)}/remove`) });
}
