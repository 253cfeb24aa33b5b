// Faults, the retry queue and dead letters.
import { $, h, fill, sentence } from './dom.js';
import { act, post, put, toast } from './api.js';
import { NAMES } from './names.js';
import { recipientName } from './oncall.js';
import * as time from './time.js';

const FAULTS = [['ok', 'None'], ['429', 'Rate limit (429)'], ['500', 'Error (500)'], ['slow', 'Timeout'], ['refuse', 'Rejected (404)']];
const selects = new Map();

export function startQueue() {
  $('redrive').addEventListener('click', () => act($('redrive'), async () => toast((await post('/api/redrive')).message)));
}

export function showQueue(status) {
  const open = status.counts.dead + status.waiting.length;
  $('queue-count').textContent = open || '';
  showFaults(status);
  fill($('waiting'), status.waiting.map(one => row(one, `Retry ${time.until(one.dueAt)} · attempt ${one.attempts} failed`)));
  if (!status.waiting.length) fill($('waiting'), h('li.empty', null, 'Nothing scheduled.'));
  fill($('dead'), status.dead.map(one => row(one, time.full(one.at))));
  if (!status.dead.length) fill($('dead'), h('li.empty', null, 'No dead letters.'));
  $('redrive').hidden = !status.dead.length;
}

function row(one, when) {
  return h('li', null, h('strong', null, `${recipientName(one.receiver)} · ${NAMES[one.channel] ?? one.channel}`), h('span', null, when),
    h('p', null, one.title), h('small', null, sentence(one.reason)));
}

function showFaults(status) {
  const channels = Object.keys(NAMES).filter(name => status.channels.includes(name));
  const key = channels.join();
  if ($('faults').dataset.key !== key) {
    $('faults').dataset.key = key;
    selects.clear();
    fill($('faults'), channels.map(channel => {
      const select = h('select', { onchange: () => act(null, () => put(`/api/channels/${channel}/fault`, { fault: select.value })) },
        FAULTS.map(([value, text]) => h('option', { value }, text)));
      selects.set(channel, select);
      return h('label', null, h('span', null, NAMES[channel]), select);
    }));
  }
  for (const [channel, select] of selects) {
    const value = status.faults[channel] ?? 'ok';
    if (select.value !== value && document.activeElement !== select) select.value = value;
    select.parentElement.classList.toggle('bad', value !== 'ok');
    select.disabled = status.isLive;
  }
}
