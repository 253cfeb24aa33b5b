// The groups with the state of each alert, and the silences.
import { $, h, fill } from './dom.js';
import { act, post, remove, toast } from './api.js';
import { state } from './store.js';
import { actions } from './actions.js';
import { labels, status } from './alerts.js';
import { incident } from './incident.js';
import * as time from './time.js';

export function startSilences() {
  $('silence-form').addEventListener('submit', event => {
    event.preventDefault();
    const matchers = $('silence-matchers').value.split('\n').map(line => line.trim()).filter(Boolean);
    post('/api/silences', { matchers, minutes: Number($('silence-time').value), comment: $('silence-comment').value })
      .then(answer => {
        $('silence').close();
        toast(answer.message);
      })
      .catch(problem => { $('silence-problem').textContent = problem.sentence ?? ''; });
  });
}

export function showGroups({ groups, status }) {
  const open = status.counts.groups;
  const more = open - groups.filter(group => group.open > 0 || group.digest).length;
  $('groups-count').textContent = open || '';
  fill($('silences'), status.silences.map(silence => h('div.silenced', { 'data-id': silence.id },
    h('span', null, h('b', null, 'Silenced '), h('bdi', null, silence.matchers.join(', ')), ` until ${time.full(silence.endsAt)}`, silence.comment ? h('small', null, silence.comment) : null),
    h('button', { type: 'button', onclick: event => act(event.currentTarget, () => remove(`/api/silences/${silence.id}`)) }, 'End'))));
  fill($('groups'), groups.map(view));
  if (!groups.length) fill($('groups'), h('p.empty', null, 'No open groups.'));
  $('groups-more').textContent = more > 0 ? `The ${groups.length} most severe groups are shown, and ${more.toLocaleString('en-GB')} more are open.` : '';
}

function view(group) {
  return h('article.group', { class: group.open ? group.severity : 'over' },
    h('header', null,
      h('h3', null, group.digest ? `Digest for ${group.digest.receiver}` : h('span', { title: group.key }, labels(group.key))),
      h('span.route', null, group.route)),
    group.digest ? h('p.digest', null, h('b', null, `Due ${time.until(group.digest.dueAt)}`), ` · ${count(group.digest.titles.length + group.digest.more)}: `, group.digest.titles.map((title, at) => [at ? ', ' : '', h('bdi', null, title)])) : null,
    group.incident ? incident(group.incident) : null,
    h('ul', null, group.incidents.map(alert => row(alert, group))),
    group.more > 0 ? h('p.more', null, `and ${group.more} more`) : null,
    group.wakeUp && group.open ? h('p.wake', null, `Next check ${time.until(group.wakeUp)}`) : null);
}

function row(alert, group) {
  const tone = alert.isFiring || alert.state === 'flapping' ? alert.severity : 'resolved';
  return h('li', { class: alert.state, 'data-id': `${group.key} ${alert.fingerprint}` },
    h('i.dot', { class: tone }),
    h('div', null,
      h('strong', null, alert.title, alert.count > 1 ? h('span.times', null, ` ×${alert.count}`) : null),
      h('p', null, status(alert))),
    actions({ group, alert }));
}

const count = alerts => alerts === 1 ? '1 alert' : `${alerts} alerts`;

/** Keeps countdowns current. */
setInterval(() => {
  if (state.status && !$('groups-panel').hidden) showGroups(state);
}, 5000);
