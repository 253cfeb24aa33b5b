// Every action asks once.
import { $, h, fill } from './dom.js';
import { post, toast } from './api.js';

let work = null;

export function startAsking() {
  $('ask-form').addEventListener('submit', async event => {
    event.preventDefault();
    if ($('ask-do').getAttribute('aria-busy') === 'true') return;
    $('ask-do').setAttribute('aria-busy', 'true');
    try {
      const done = await work(Object.fromEntries(new FormData($('ask-form'))));
      $('ask').close();
      if (done?.message) toast(done.message);
      document.dispatchEvent(new Event('console:changed'));
    } catch (problem) {
      $('ask-problem').textContent = problem.sentence ?? '';
    } finally {
      $('ask-do').removeAttribute('aria-busy');
    }
  });
}

/** Asks, then does it. Fields are of a form, by their names. */
export function ask({ title, text, button, fields = [], does }) {
  work = does;
  $('ask-title').textContent = title;
  fill($('ask-text'), text ?? '');
  $('ask-do').textContent = button;
  $('ask-problem').textContent = '';
  fill($('ask-fields'), fields);
  $('ask').showModal();
}

const SNOOZES = [['30', '30 minutes'], ['60', '1 hour'], ['240', '4 hours'], ['480', '8 hours'], ['1440', '1 day'], ['10080', '1 week']];

const ANSWERS = {
  ack: { title: 'Acknowledge', text: 'You are on it. No reminders and no escalation until the acknowledgement expires.' },
  snooze: { title: 'Snooze', text: 'Postponed: no reminders and no escalation until then.', fields: () => [h('label', null, 'For', h('select', { name: 'minutes' }, SNOOZES.map(([value, text]) => h('option', { value, selected: value === '60' }, text))))] },
  escalate: { title: 'Escalate', text: 'The next people of the escalation policy are notified now.' },
  close: { title: 'Close', text: 'It ends for everybody notified, even if alerts still fire. It opens again only for an alert that starts later.', fields: () => [h('label', null, 'Reason', h('input', { name: 'reason', autocomplete: 'off', maxlength: 500 }))] },
  unack: { title: 'Undo', text: 'Nobody is on it any more: reminders and escalation begin again.' },
};

/** Answers incidents: cards with an id and a stand. */
export function answer(kind, cards) {
  const { title, text, fields } = ANSWERS[kind];
  const press = crypto.randomUUID();
  const which = cards.length === 1 ? [h('b', null, cards[0].stand.code), ' ', h('bdi', null, cards[0].title)] : `${cards.length} incidents`;
  ask({
    title, button: title, text: [which, h('br'), text], fields: fields?.() ?? [],
    does: form => post('/api/answers', {
      kind, press, minutes: form.minutes ? Number(form.minutes) : undefined, reason: form.reason,
      incidents: cards.map(card => ({ id: card.id, seen: card.stand.seen, step: card.stand.step })),
    }),
  });
}

/** The buttons that make sense, or none without the permission. */
export function answerButtons(card, isAllowed) {
  const { state } = card.stand;
  if (!isAllowed || state === 'closed' || state === 'resolved') return null;
  const answered = state === 'acknowledged' || state === 'snoozed';
  const button = (kind, text, kindOf = '') => h('button', { type: 'button', class: kindOf, onclick: () => answer(kind, [card]) }, text);
  return h('div.answers', null,
    answered ? button('unack', 'Undo') : button('ack', 'Acknowledge', 'primary'),
    button('snooze', 'Snooze'), card.stand.canEscalate ? button('escalate', 'Escalate') : null, button('close', 'Close', 'quiet'));
}
