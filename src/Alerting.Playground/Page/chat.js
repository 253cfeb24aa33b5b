// Chat rooms, drawn from the payloads of each service.
import { $, h, fill, tabs } from './dom.js';
import { state } from './store.js';
import { parse, size } from './payload.js';
import * as time from './time.js';
import { slack } from './render-slack.js';
import { teams } from './render-teams.js';
import { discord, mattermost } from './render-discord.js';
import { googleChat } from './render-google-chat.js';
import { telegram } from './render-telegram.js';

const ROOMS = {
  slack: ['Slack', slack], teams: ['Teams', teams], discord: ['Discord', discord], google_chat: ['Google Chat', googleChat],
  telegram: ['Telegram', telegram], mattermost: ['Mattermost', mattermost],
};
const MAX = 30;
let shown = 'slack';
const drawn = new Map();

export function startChat() {
  tabs($('rooms'), tab => {
    shown = tab.dataset.room;
    tab.classList.remove('fresh');
    drawn.clear();
    draw(true);
  });
}

export function showChat(change) {
  const counts = {};
  for (const message of state.messages.values()) counts[message.channel] = (counts[message.channel] ?? 0) + 1;
  const rooms = Object.keys(ROOMS).filter(room => room !== 'mattermost' || counts.mattermost);
  const key = rooms.join();
  if ($('rooms').dataset.key !== key) {
    $('rooms').dataset.key = key;
    fill($('rooms'), rooms.map(room => h('button', {
      type: 'button', role: 'tab', 'aria-selected': String(room === shown), 'aria-controls': 'room', 'data-shared': 'yes', 'data-room': room,
      tabIndex: room === shown ? 0 : -1,
    }, ROOMS[room][0], ' ', h('b'))));
  }
  for (const tab of $('rooms').children) tab.querySelector('b').textContent = counts[tab.dataset.room] ?? '';
  if (change.isWhole) drawn.clear();
  for (const message of change.messages ?? []) drawn.delete(message.id);
  draw(change.isOpened);
}

/** Scrolls to the newest message, unless the reader has scrolled up. */
function draw(isNewest) {
  const room = $('room');
  if ($('chat-panel').hidden) return;
  const top = room.scrollTop;
  const isAtEnd = isNewest || room.scrollHeight - top - room.clientHeight < 60;
  const those = [...state.messages.values()].filter(message => message.channel === shown).slice(-MAX);
  const threads = arrange(those);
  room.className = `room ${shown}`;
  fill(room, threads.map(({ first, replies }) => [view(first), replies.length ? h('div.replies', null, replies.map(view)) : null]));
  if (!those.length) fill(room, h('p.empty', null, `No messages in ${ROOMS[shown][0]}.`));
  room.scrollTop = isAtEnd ? room.scrollHeight : top;
}

/** Groups replies under their parent. */
function arrange(messages) {
  const threads = [];
  const by = new Map();
  for (const message of messages) {
    const parent = message.replyTo && by.get(message.replyTo);
    if (parent) {
      parent.replies.push(message);
      continue;
    }
    const thread = { first: message, replies: [] };
    threads.push(thread);
    by.set(message.replyTo?.startsWith('key:') ? message.replyTo : message.serviceId, thread);
  }
  return threads;
}

function view(message) {
  if (drawn.has(message.id)) return drawn.get(message.id);
  const json = parse(message.body);
  const content = json ? ROOMS[message.channel][1](json) : h('p', null, 'Too long to show here. Open the payload instead.');
  const element = h('article.post', { class: message.isOver ? 'resolved' : message.severity, 'data-id': message.id },
    h('span.avatar', { 'aria-hidden': 'true' }, 'A'),
    h('div', null,
      h('header', null, h('b', null, 'Alerting'), h('span.bot', null, 'APP'), h('time', null, time.moment(message.at)),
        message.isEdited ? h('span.edited', null, '(edited)') : null, size(message)),
      content));
  drawn.set(message.id, element);
  return element;
}
