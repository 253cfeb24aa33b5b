// Puts the parts together.
import { $, tabs } from './dom.js';
import { connect, listen, state } from './store.js';
import { toast } from './api.js';
import { startClock, showClock } from './clock.js';
import { startEvents } from './events.js';
import { showTrail, showCounts } from './trail.js';
import { showGroups, startSilences } from './groups.js';
import { showQueue, startQueue } from './queue.js';
import { startConfig, loadConfig } from './config.js';
import { startPayload } from './payload.js';
import { showPhone, tickPhone } from './phone.js';
import { showInbox } from './inbox.js';
import { showChat, startChat } from './chat.js';
import { showDesk } from './desk.js';

for (const list of document.querySelectorAll('.events > .tabs, .way > .tabs')) tabs(list);
const places = tabs($('places'), tab => {
  tab.classList.remove('fresh');
  showChat({ isWhole: true, isOpened: true });
});

for (const button of document.querySelectorAll('[data-part]')) {
  button.addEventListener('click', () => {
    for (const each of document.querySelectorAll('[data-part]')) each.setAttribute('aria-pressed', each === button);
    document.querySelector('.columns').dataset.shown = button.dataset.part;
    button.classList.remove('fresh');
    showChat({ isWhole: true, isOpened: true });
  });
}

for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', event => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
  });
}

const TABS = {
  sms: 'tab-phone', push: 'tab-phone', ntfy: 'tab-phone', email: 'tab-mail', topic: 'tab-mail',
  pagerduty: 'tab-desk', opsgenie: 'tab-desk', webhook: 'tab-desk',
};

/** How many there are stands on each tab; one that is not in sight shows that something came. */
function markTabs(change) {
  const counts = {};
  for (const message of state.messages.values()) {
    const tab = TABS[message.channel] ?? 'tab-chat';
    counts[tab] = (counts[tab] ?? 0) + 1;
  }
  for (const tab of $('places').querySelectorAll('[role=tab]')) {
    tab.querySelector('b').textContent = counts[tab.id] ?? '';
  }
  if (change.isWhole) {
    for (const fresh of document.querySelectorAll('.fresh')) fresh.classList.remove('fresh');
    return;
  }
  const people = document.querySelector('[data-part=people]');
  if (change.messages?.length && people.getAttribute('aria-pressed') !== 'true') people.classList.add('fresh');
  for (const message of change.messages ?? []) {
    const tab = $(TABS[message.channel] ?? 'tab-chat');
    if (tab.getAttribute('aria-selected') !== 'true') tab.classList.add('fresh');
  }
}

/** Screen readers hear of a page at once, of all else when they ask. */
function announce(change) {
  const first = (change.messages ?? []).find(message => message.channel === 'sms');
  if (!change.isWhole && first) $('announce').textContent = `Text message: ${first.body}`;
}

listen(change => {
  if (change.connection) {
    document.body.classList.toggle('offline', !state.isConnected);
    if (!state.isConnected) toast('The playground does not answer. Is it still running?', true);
  }
  if (!state.status) return;
  $('live').hidden = !state.status.isLive;
  showClock();
  showCounts(state.status.counts);
  showQueue(state.status);
  if (change.groups) showGroups(state);
  if (change.isWhole) loadConfig();
  if (change.isWhole || change.trail?.length) showTrail(state, change);
  if (change.isWhole || change.messages?.length) {
    showPhone(state);
    showInbox(state);
    showChat(change);
    showDesk(state, change);
    markTabs(change);
    announce(change);
  }
});

startClock(tickPhone);
startEvents();
startSilences();
startQueue();
startConfig();
startPayload();
startChat();
connect();
export { places };
