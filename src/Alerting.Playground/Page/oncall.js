// Who is on call by the playground's clock, and overrides.
import { $, h, fill } from './dom.js';
import { act, post, remove, toast } from './api.js';
import { card } from './schedule.js';
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

const schedule = one => card(one, { nameOf: personName, onOverride: () => open(one), onEnd: (each, button) => act(button, () => remove(`/api/overrides/${each.id}`)) });

function open(one) {
  chosen = one.name;
  $('override-title').textContent = `Override ${one.name}`;
  $('override-problem').textContent = '';
  const others = people.filter(person => !one.onCall.includes(person.key));
  fill($('override-person'), [...others.map(person => [person.key, person.name]), ['nobody', 'Nobody']].map(([value, text]) => h('option', { value }, text)));
  $('override').showModal();
}
