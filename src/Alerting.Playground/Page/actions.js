// What a person can do about an alert that fires, wherever it is shown.
import { $, h } from './dom.js';
import { act, post, toast } from './api.js';

const ANSWERED = ['acknowledged', 'snoozed', 'closed', 'resolved'];

/** The group and the alert with this fingerprint, if they are shown. */
export function find(groups, fingerprint) {
  for (const group of groups) {
    const alert = group.incidents.find(each => each.fingerprint === fingerprint);
    if (alert) return { group, alert };
  }
  return null;
}

export function actions({ group, alert }) {
  if (!alert.isFiring) return null;
  const send = (path, body) => event => act(event.currentTarget, async () => toast((await post(path, body)).message));
  return h('div.acts', null,
    ANSWERED.includes(group.incident?.state) ? null
      : h('button', { type: 'button', title: 'Say that you are on it', onclick: send('/api/acknowledge', { name: alert.name }) }, 'Acknowledge'),
    alert.endEvent ? h('button', { type: 'button', title: 'Send the resolved event', onclick: send('/api/end', { fingerprint: alert.fingerprint }) }, 'Resolve') : null,
    h('button.quiet', { type: 'button', onclick: () => openSilence(alert) }, 'Silence'));
}

function openSilence(alert) {
  $('silence-matchers').value = `name = ${JSON.stringify(alert.name)}`;
  $('silence-problem').textContent = '';
  $('silence').showModal();
}
