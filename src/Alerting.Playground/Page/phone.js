// The lock screen of a phone: text messages and push.
import { $, h, fill } from './dom.js';
import { parse, size } from './payload.js';
import * as time from './time.js';

const MAX = 25;

export function tickPhone() {
  const now = time.now();
  if ($('lock-time').textContent !== time.clock(now)) $('lock-time').textContent = time.clock(now);
  if ($('lock-day').textContent !== time.day(now)) $('lock-day').textContent = time.day(now);
}

export function showPhone({ messages }) {
  const those = [...messages.values()].filter(message => ['sms', 'push', 'ntfy'].includes(message.channel)).reverse().slice(0, MAX);
  const list = $('phone');
  const known = new Set([...list.children].map(child => child.dataset.id));
  fill(list, those.map(message => h('li.note', { class: `${message.channel}${known.has(message.id) || !known.size ? '' : ' new'}`, 'data-id': message.id }, view(message))));
  if (!those.length) fill(list, h('li.empty', null, 'No notifications'));
  tickPhone();
}

function view(message) {
  const { app, title, text } = content(message);
  return [
    h('header', null, h('span.app', { class: message.channel }, app), h('time', null, time.moment(message.at))),
    h('strong', null, title), h('p', null, text), h('footer', null, size(message)),
  ];
}

function content(message) {
  if (message.channel === 'sms') return { app: 'Messages', title: 'Alerting', text: message.body };
  const json = parse(message.body);
  if (message.channel === 'ntfy') return { app: 'ntfy', title: json?.title ?? message.title, text: json?.message ?? '' };
  const alert = json?.aps?.alert;
  return { app: 'On call', title: alert?.title ?? message.title, text: alert?.body ?? '' };
}
