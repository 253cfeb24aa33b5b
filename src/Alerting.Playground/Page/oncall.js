// Who is on call by the playground's clock, and overrides.
import { $, h, fill } from './dom.js';
import { act, post, remove, toast } from './api.js';
import { listed } from './names.js';
import * as time from './time.js';

let people = [];
let chosen = null;

export const personName = key => people.find(person => person.key === key)?.name ?? key;

/** The person, or the receiver. "phone@ann/sms" is a channel of Ann's. */
export const recipientName = name => personName(name.match(/@([^@/]+)\/[^/]+$/)?.[1] ?? name);

export function startOverrides() {
  $('override-form').addEventListener('submit', event => {
    event.preventDefault();
    post('/api/overrides', { schedule: chosen, person: $('override-person').value, minutes: Number($('override-time').value) })
      .then(answer => {
        $('override').close();
        toast(answer.message);
      })
      .catch(problem => { $('override-problem').textContent = problem.sentence ?? ''; });
  });
}

export function showOnCall(onCall) {
  people = onCall.people;
  const key = JSON.stringify([onCall, time.zoneName(), time.day(time.now())]);
  if ($('oncall').dataset.key === key) return;
  $('oncall').dataset.key = key;
  fill($('oncall'), onCall.schedules.map(schedule));
  if (!onCall.schedules.length) fill($('oncall'), h('p.empty', null, 'The configuration has no schedules.'));
}

function schedule(one) {
  return h('article.schedule', { class: one.onCall.length ? '' : 'gap', 'data-id': `schedule ${one.name}` },
    h('header', null, h('h3', null, one.name), h('button', { type: 'button', onclick: () => open(one) }, 'Override')),
    h('p', null, h('strong', null, names(one.onCall)), one.until ? ` until ${time.full(one.until)}` : ''),
    one.until && one.next ? h('p.next', null, `Next: ${names(one.next)}`) : null,
    one.overrides.map(override), one.findings.map(finding => h('p.finding', null, finding)));
}

function override(one) {
  return h('p.override', { 'data-id': `override ${one.id}` },
    h('span', null, `Override: ${personName(one.person)} until ${time.full(one.to)}`),
    h('button.quiet', { type: 'button', onclick: event => act(event.currentTarget, () => remove(`/api/overrides/${one.id}`)) }, 'End'));
}

const names = keys => listed(keys.map(personName)) || 'Nobody';

function open(one) {
  chosen = one.name;
  $('override-title').textContent = `Override ${one.name}`;
  $('override-problem').textContent = '';
  const others = people.filter(person => !one.onCall.includes(person.key));
  fill($('override-person'), [...others.map(person => [person.key, person.name]), ['nobody', 'Nobody']].map(([value, text]) => h('option', { value }, text)));
  $('override').showModal();
}
