// The groups: what fires, who was told, what is held until when, what is silenced and why.
import { $, h, fill } from './dom.js';
import { act, post, remove, toast } from './api.js';
import { state } from './store.js';
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
  const open = groups.filter(group => group.open > 0 || group.digest).length;
  $('groups-count').textContent = open || '';
  fill($('silences'), status.silences.map(silence => h('div.silenced', { 'data-id': silence.id },
    h('span', null, h('b', null, 'Silenced '), h('bdi', null, silence.matchers.join(', ')), ` until ${time.moment(silence.endsAt)}`, silence.comment ? h('small', null, silence.comment) : null),
    h('button', { type: 'button', onclick: event => act(event.currentTarget, () => remove(`/api/silences/${silence.id}`)) }, 'End it'))));
  fill($('groups'), groups.map(view));
  if (!groups.length) fill($('groups'), h('p.empty', null, 'No group has anything open.'));
}

function view(group) {
  return h('article.group', { class: group.open ? group.severity : 'over' },
    h('header', null,
      h('h3', null, group.digest ? `Digest for ${group.digest.receiver}` : h('span', { title: group.key }, labels(group.key))),
      h('span.route', null, group.route)),
    group.digest ? h('p.digest', null, h('b', null, `goes out ${time.until(group.digest.dueAt)}`), ` with ${group.digest.titles.length + group.digest.more}: `, group.digest.titles.map((title, at) => [at ? ', ' : '', h('bdi', null, title)])) : null,
    h('ul', null, group.incidents.map(incident => row(incident, group))),
    group.more > 0 ? h('p.more', null, `and ${group.more} more`) : null,
    group.wakeUp && group.open ? h('p.wake', null, `looks again ${time.until(group.wakeUp)}`) : null);
}

/** The values by which the group is one; what is empty says nothing. */
function labels(key) {
  const values = key.split(/,(?=\w+=)/).map(pair => pair.slice(pair.indexOf('=') + 1)).filter(Boolean);
  return values.join(' · ') || 'everything';
}

function row(incident, group) {
  const tone = incident.isFiring || incident.state === 'flapping' ? incident.severity : 'resolved';
  return h('li', { class: incident.state, 'data-id': `${group.key} ${incident.fingerprint}` },
    h('i.dot', { class: tone }),
    h('div', null,
      h('strong', null, incident.title, incident.count > 1 ? h('span.times', null, ` ×${incident.count}`) : null),
      h('p', null, h('b', null, incident.state), incident.until ? ` until ${time.moment(incident.until)}` : '', incident.why ? [': ', h('bdi', null, incident.why)] : '')),
    incident.isFiring ? h('div.acts', null,
      incident.endEvent ? h('button', { type: 'button', title: 'Send the event that ends it', onclick: event => act(event.currentTarget, () => post('/api/end', { fingerprint: incident.fingerprint })) }, 'Resolve') : null,
      h('button.quiet', { type: 'button', onclick: () => openSilence(incident) }, 'Silence')) : null);
}

function openSilence(incident) {
  $('silence-matchers').value = `name = ${JSON.stringify(incident.name)}`;
  $('silence-problem').textContent = '';
  $('silence').showModal();
}

/** Times that count down are drawn anew now and then. */
setInterval(() => {
  if (state.status && !$('groups-panel').hidden) showGroups(state);
}, 5000);
