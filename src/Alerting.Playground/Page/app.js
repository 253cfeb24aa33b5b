import { $, tabs } from './dom.js';
import { connect, listen, state } from './store.js';
import { toast } from './api.js';
import { startClock, showClock } from './clock.js';
import { startEvents } from './events.js';
import { startTour } from './tour.js';
import { showActions, showTimeline, showCounts } from './timeline.js';
import { showGroups, startSilences } from './groups.js';
import { showQueue, startQueue } from './queue.js';
import { showWatches } from './watches.js';
import { startConfig, loadConfig } from './config.js';
import { startPayload } from './payload.js';
import { showPhone, startPhones, tickPhone } from './phone.js';
import { personName, showOnCall, startOverrides } from './oncall.js';
import { showInbox } from './inbox.js';
import { showChat, startChat } from './chat.js';
import { showPagers } from './pagers.js';

for (const list of document.querySelectorAll('.events > .tabs, .pipeline > .tabs')) tabs(list);
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
  pagerduty: 'tab-pagers', opsgenie: 'tab-pagers', webhook: 'tab-pagers',
};

/** Each tab shows its count; a hidden one also marks new messages. */
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
  const section = document.querySelector('[data-part=notifications]');
  if (change.messages?.length && section.getAttribute('aria-pressed') !== 'true') section.classList.add('fresh');
  for (const message of change.messages ?? []) {
    const tab = $(TABS[message.channel] ?? 'tab-chat');
    if (tab.getAttribute('aria-selected') !== 'true') tab.classList.add('fresh');
  }
}

/** Screen readers announce text messages at once, and nothing else. */
function announce(change) {
  const first = (change.messages ?? []).find(message => message.channel === 'sms');
  if (!change.isWhole && first) $('announce').textContent = `Text message${first.person ? ` for ${personName(first.person)}` : ''}: ${first.body}`;
}

listen(change => {
  if (change.connection) {
    document.body.classList.toggle('offline', !state.isConnected);
    if (!state.isConnected) toast('No answer from the playground. Is it still running?', true);
  }
  if (!state.status) return;
  $('live').hidden = !state.status.isLive;
  $('tour-safe').hidden = state.status.isLive;
  showClock();
  showCounts(state.status.counts);
  showQueue(state.status);
  showWatches(state.status);
  showOnCall(state.status.onCall);
  if (change.groups) showGroups(state);
  if (change.isWhole) loadConfig();
  if (change.isWhole || change.timeline?.length) showTimeline(state, change);
  if (change.isWhole || change.timeline?.length || change.groups) showActions(state);
  showPhone(state, change);
  if (change.isWhole || change.messages?.length) {
    showInbox(state);
    showChat(change);
    showPagers(state, change);
    markTabs(change);
    announce(change);
  }
});

startClock(tickPhone);
startTour();
startEvents();
startSilences();
startOverrides();
startPhones();
startQueue();
startConfig();
startPayload();
startChat();
connect();
export { places };
