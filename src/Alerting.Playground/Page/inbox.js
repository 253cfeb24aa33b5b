// The inbox. The HTML of an e-mail is shown in a frame in which no script runs.
import { $, h, fill } from './dom.js';
import { parse, size } from './payload.js';
import * as time from './time.js';

const MAX = 40;
let shown = null;
let isChosen = false;

export function showInbox({ messages }) {
  const those = [...messages.values()].filter(message => message.channel === 'email' || message.channel === 'topic').reverse().slice(0, MAX);
  // Shows the latest mail until the user opens another.
  if (!those.some(message => message.id === shown) || !isChosen) {
    isChosen = false;
    open(those[0]);
  }
  fill($('inbox'), those.map(message => h('li', { 'data-id': message.id }, h('button', {
    type: 'button', class: message.isOver ? 'over' : message.severity, 'aria-current': message.id === shown ? 'true' : null,
    onclick: () => {
      isChosen = true;
      open(message);
      showInbox({ messages });
    },
  }, h('span.from', null, 'Alerting', h('time', null, time.moment(message.at))), h('span.subject', null, message.subject ?? message.title)))));
  if (!those.length) fill($('inbox'), h('li.empty', null, 'No mail'));
}

function open(message) {
  if (message?.id === shown) return;
  shown = message?.id ?? null;
  if (!message) {
    fill($('reader'));
    return;
  }
  const head = h('header', { 'data-id': message.id }, h('h3', null, message.subject ?? message.title),
    h('p', null, `To ${message.target} · ${time.full(message.at)}`), size(message));
  fill($('reader'), head, message.channel === 'email' ? frame(message) : h('pre.plain', null, parse(message.body)?.email ?? message.body));
}

function frame(message) {
  return h('iframe', { src: `/mail/${message.id}`, sandbox: 'allow-popups allow-popups-to-escape-sandbox', title: `E-mail: ${message.subject ?? message.title}`, referrerpolicy: 'no-referrer' });
}
