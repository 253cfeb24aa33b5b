// The lock screens of phones, one for each person: text messages and push.
import { $, h, fill, link, tabs } from './dom.js';
import { state } from './store.js';
import { parse, size } from './payload.js';
import * as time from './time.js';

const MAX = 25;
const ANSWER_LINK = /(https?:\/\/\S+\/i\/[\w-]+)/;

/** Receivers that are nobody's. */
const SHARED = '';

let shown = null;
let isChosen = false;

export function startPhones() {
  tabs($('phones'), tab => {
    [shown, isChosen] = [tab.dataset.person, true];
    tab.classList.remove('fresh');
    $('phone').replaceChildren();
    draw();
  });
}

export function tickPhone() {
  const now = time.now();
  if ($('lock-time').textContent !== time.clock(now)) $('lock-time').textContent = time.clock(now);
  if ($('lock-day').textContent !== time.day(now)) $('lock-day').textContent = time.day(now);
}

export function showPhone(_, change) {
  if (change.isWhole) isChosen = false;
  const all = phones();
  if (!isChosen || !all.some(phone => phone.key === shown)) choose(all);
  showTabs(all, change);
  if (change.isWhole || change.messages?.length) draw();
  tickPhone();
}

/** Before the user chooses one: the phone of whoever is on call. */
function choose(all) {
  const first = state.status.onCall.schedules[0]?.onCall[0];
  const next = (all.find(phone => phone.key === first) ?? all[0])?.key ?? null;
  if (next === shown) return;
  shown = next;
  draw();
}

/** Empty without people: then there is one phone. */
function phones() {
  const { people, schedules } = state.status.onCall;
  const owners = people.filter(person => person.hasPhone);
  if (!owners.length) return [];
  const all = owners.map(person => ({
    key: person.key, name: person.name, duty: schedules.filter(schedule => schedule.onCall.includes(person.key)).map(schedule => schedule.name).join(', '),
  }));
  return texts().some(message => !message.person) ? [...all, { key: SHARED, name: 'Shared', duty: '' }] : all;
}

function showTabs(all, change) {
  $('phones').hidden = !all.length;
  const key = JSON.stringify([all, shown]);
  if ($('phones').dataset.key !== key) {
    $('phones').dataset.key = key;
    fill($('phones'), all.map(phone => h('button', {
      type: 'button', role: 'tab', 'aria-selected': String(phone.key === shown), 'aria-controls': 'phone', 'data-shared': 'yes',
      'data-person': phone.key, 'data-id': `phone ${phone.key}`, tabIndex: phone.key === shown ? 0 : -1,
    }, phone.name, ' ', h('b'), h('small', null, phone.duty))));
  }
  for (const tab of $('phones').children) {
    tab.querySelector('b').textContent = texts().filter(message => (message.person ?? SHARED) === tab.dataset.person).length || '';
    if (change.isWhole || tab.dataset.person === shown) tab.classList.remove('fresh');
    else if ((change.messages ?? []).some(message => isText(message) && (message.person ?? SHARED) === tab.dataset.person)) tab.classList.add('fresh');
  }
}

function draw() {
  const those = texts().filter(message => shown === null || (message.person ?? SHARED) === shown).reverse().slice(0, MAX);
  const list = $('phone');
  const known = new Set([...list.children].map(child => child.dataset.id));
  fill(list, those.map(message => h('li.note', { class: `${message.channel}${known.has(message.id) || !known.size ? '' : ' new'}`, 'data-id': message.id }, view(message))));
  if (!those.length) fill(list, h('li.empty', null, 'No notifications'));
}

const isText = message => ['sms', 'push', 'ntfy'].includes(message.channel);

const texts = () => [...state.messages.values()].filter(isText);

function view(message) {
  const { app, title, text } = content(message);
  return [
    h('header', null, h('span.app', { class: message.channel }, app), h('time', null, time.moment(message.at))),
    h('strong', null, title), h('p', null, linked(text)), h('footer', null, size(message)),
  ];
}

/** The link to answer opens the page that the deployed function serves. */
function linked(text) {
  return text.split(ANSWER_LINK).map((part, at) => at % 2 && new URL(part).origin === location.origin ? link(part, part) : part);
}

function content(message) {
  if (message.channel === 'sms') return { app: 'Messages', title: 'Alerting', text: message.body };
  const json = parse(message.body);
  if (message.channel === 'ntfy') return { app: 'ntfy', title: json?.title ?? message.title, text: json?.message ?? '' };
  const alert = json?.aps?.alert;
  return { app: 'On call', title: alert?.title ?? message.title, text: alert?.body ?? '' };
}
