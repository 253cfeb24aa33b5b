// A newcomer's first minute: five steps, each a button and what to look at.
import { $, h, fill } from './dom.js';
import { act, get, post, put } from './api.js';
import { state } from './store.js';

const HIDDEN = 'alerting-tour-hidden';
const ALARM = 'cloudwatch-alarm/alarm.json';
const WARNING = 'cloudwatch-alarm/metric-sns.json';

const STEPS = [
  { name: 'Fire an alarm', look: 'The phone of whoever is on call rang at once. The timeline says who else was notified, and why.', show: ['notifications', 'tab-phone'], run: () => fire(ALARM) },
  { name: 'Resolve it', look: 'Everybody who was notified learns of the end, and how long it lasted.', show: ['notifications', 'tab-phone'], run: resolve },
  { name: 'A storm of 200', look: 'Two texts, not 200: the first alarm at once, and after five minutes one for the rest.', show: ['notifications', 'tab-phone'], run: storm },
  { name: 'Hold to the morning', look: 'A warning at night woke nobody. It is in the inbox in the morning, in one digest.', show: ['notifications', 'tab-mail'], run: night },
  { name: 'Break Slack', look: 'Slack answers 500: its message is retried, and nothing else waits for it. Press again to mend Slack.', show: ['pipeline', 'tab-queue'], run: breakSlack, again: { name: 'Mend Slack', look: 'The message arrives with its next retry.', run: mendSlack } },
];

const done = new Set();
let look = null;

export function startTour() {
  $('tour-hide').addEventListener('click', () => show(false));
  $('open-tour').addEventListener('click', () => show($('tour').hidden));
  show(localStorage.getItem(HIDDEN) === null);
  draw();
}

function show(isShown) {
  $('tour').hidden = !isShown;
  $('open-tour').setAttribute('aria-expanded', isShown);
  if (isShown) localStorage.removeItem(HIDDEN);
  else localStorage.setItem(HIDDEN, 'yes');
}

function draw() {
  fill($('tour-steps'), STEPS.map((step, at) => {
    const now = done.has(at) && step.again ? step.again : step;
    return h('li', { class: done.has(at) ? 'done' : undefined, 'data-id': `step-${at}` },
      h('button', { type: 'button', onclick: event => act(event.currentTarget, () => take(at, now)) }, h('i', { 'aria-hidden': 'true' }, done.has(at) ? '✓' : at + 1), now.name));
  }));
  fill($('tour-look'), look ?? 'Each step shows what people get, and why.');
}

async function take(at, step) {
  await step.run();
  if (step === STEPS[at].again) done.delete(at);
  else done.add(at);
  look = step.look;
  const [part, tab] = STEPS[at].show;
  document.querySelector(`[data-part=${part}]`).click();
  $(tab).click();
  draw();
}

const fire = path => post('/api/fire', { path, asRecorded: false });

/** The alert of the first step fires anew if it ended already. */
async function resolve() {
  const event = await get(`/api/events/${ALARM}`);
  const name = JSON.parse(event.Records[0].Sns.Message).AlarmName;
  const firing = () => state.groups.flatMap(group => group.incidents).find(alert => alert.name === name && alert.isFiring);
  if (!firing()) {
    await fire(ALARM);
    await seen(firing);
  }
  await post('/api/end', { fingerprint: firing()?.fingerprint });
}

async function storm() {
  await post('/api/storm', { count: 200 });
  await post('/api/clock', { move: '5m' });
}

async function night() {
  await fire(WARNING);
  await post('/api/clock', { move: 'morning' });
}

async function breakSlack() {
  await put('/api/channels/slack/fault', { fault: '500' });
  await fire(ALARM);
}

function mendSlack() {
  return put('/api/channels/slack/fault', { fault: 'ok' });
}

/** The page learns of an event by the stream. */
async function seen(what) {
  for (let tries = 0; tries < 100 && !what(); tries++) await new Promise(later => setTimeout(later, 30));
}
