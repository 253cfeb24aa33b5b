// What is open, held and down, and who is on call.
import { $, h, fill } from './dom.js';
import { labels, status } from './alerts.js';
import { answerButtons } from './ask.js';
import { incident } from './incident.js';
import { nameOf } from './names.js';
import { card as schedule } from './schedule.js';
import { personName, session } from './session.js';
import * as time from './time.js';

export const title = () => 'Now';
export const path = () => '/api/now';

let latest = null;
let redraw = null;

export function enter(view) {
  fill(view,
    h('section.incidents', { 'aria-labelledby': 'incidents-title' }, h('h2', { id: 'incidents-title' }, 'Incidents'), h('div', { id: 'cards' }, h('p.empty', null, 'Reading…'))),
    h('aside', { 'aria-label': 'Beside the incidents' },
      h('section', { id: 'down', hidden: true, 'aria-label': 'Down' }), h('section', { id: 'held', hidden: true, 'aria-label': 'Held' }),
      h('section', { 'aria-labelledby': 'duty-title' }, h('h2', { id: 'duty-title' }, 'On call'), h('div', { id: 'duty' }))));
  redraw = setInterval(() => latest && draw(latest), 15000);
}

export function leave() {
  clearInterval(redraw);
  latest = null;
}

export function show(view, now) {
  latest = now;
  draw(now);
}

function draw(now) {
  showCounts(now);
  $('incidents-title').textContent = now.open ? `${now.open} open${now.unanswered ? `, ${now.unanswered} unanswered` : ''}` : 'Incidents';
  fill($('cards'), now.incidents.map(cardOf));
  if (!now.incidents.length) fill($('cards'), h('p.empty', null, 'No open incidents.'));
  else if (now.open > now.incidents.length) $('cards').append(h('p.more', null, `${now.open - now.incidents.length} more are not listed. Critical ones are listed first.`));
  $('down').hidden = !now.down.length;
  fill($('down'), h('h2', null, 'Down'), now.down.map(down));
  $('held').hidden = !now.held.length;
  fill($('held'), h('h2', null, 'Held'), now.held.map(held));
  fill($('duty'), now.onCall.map(one => schedule(one, { nameOf: personName })));
  if (!now.onCall.length) fill($('duty'), h('p.empty', null, session.configProblem ? session.configProblem : 'The configuration has no schedules.'));
}

export function showCounts(now) {
  $('now-count').textContent = now.open || '';
  $('now-count').className = now.unanswered ? 'bad' : '';
  $('dead-count').textContent = now.deadLetters || '';
  $('dead-count').className = now.deadLetters ? 'bad' : '';
}

function cardOf(card) {
  return h('article.group.card', { class: card.severity, 'data-id': card.id },
    h('header', null,
      h('h3', null, h('span.tag', { class: card.severity }, card.severity), ' ', h('a', { href: `/incidents/${encodeURIComponent(card.id)}` }, card.title)),
      h('span.route', { title: card.route }, card.route)),
    h('p.facts', null, `Since ${time.moment(card.openedAt)}`, labels(card.labels) === card.title ? '' : [' · ', h('bdi', null, labels(card.labels))]),
    incident(card.stand),
    card.alerts.length > 1 || card.alerts.some(alert => alert.state !== 'told') ? h('ul', null, card.alerts.map(alertRow)) : null,
    card.more ? h('p.more', null, `and ${card.more} more`) : null,
    deliveries(card.deliveries),
    answerButtons(card, !session.access.answer));
}

export function alertRow(alert) {
  return h('li', { class: alert.state }, h('i.dot', { class: alert.isFiring ? alert.severity : 'resolved' }),
    h('div', null, h('strong', null, alert.title, alert.count > 1 ? h('span.times', null, ` ×${alert.count}`) : null), h('p', null, status(alert))));
}

/** Who was notified, each with what became of the latest message. */
export function deliveries(all) {
  if (!all.length) return null;
  return h('ul.deliveries', { 'aria-label': 'Notified' }, all.map(one => h('li', { class: one.state.replace(' ', '-'), title: time.full(one.at) },
    h('b', null, one.to), h('span', null, nameOf(one.channel)), h('em', null, one.state),
    one.state === 'delivered' ? null : h('small', null, one.text))));
}

function down(one) {
  return h('div.watch.bad', { 'data-id': `${one.kind} ${one.name}` },
    h('span', null, h('b', null, one.kind === 'check' ? 'Check ' : 'Heartbeat '), h('bdi', null, one.name),
      h('small', null, one.since ? `${one.kind === 'check' ? 'failing' : 'missing'} since ${time.full(one.since)}` : '', one.problem ? ` · ${one.problem}` : '')));
}

function held(one) {
  const count = one.titles.length + one.more;
  return h('article.group', null, h('header', null, h('h3', null, `Digest for ${one.receiver}`)),
    h('p.digest', null, h('b', null, `Held until ${time.full(one.dueAt)}`), one.interval ? ` (outside ${one.interval})` : '', ` · ${count === 1 ? '1 alert' : `${count} alerts`}: `,
      one.titles.map((title, at) => [at ? ', ' : '', h('bdi', null, title)]), one.more ? ` and ${one.more} more` : ''));
}
