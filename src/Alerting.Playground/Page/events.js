import { $, h, fill } from './dom.js';
import { act, get, post, toast } from './api.js';

let library = [];

/** Families that the user opened or closed. */
const touched = new Map([['cloudwatch-alarm', true]]);

export function startEvents() {
  const fire = (id, path) => $(id).addEventListener('click', () => firePath($(id), path));
  fire('fire-alarm', 'cloudwatch-alarm/alarm.json');
  fire('fire-warning', 'cloudwatch-alarm/metric-sns.json');
  $('fire-storm').addEventListener('click', () => act($('fire-storm'), async () => {
    toast((await post('/api/storm', { count: 200 })).message);
  }));
  $('fire-night').addEventListener('click', () => act($('fire-night'), async () => {
    await post('/api/night');
    toast('Playing a night, from 22:00 to the morning digest.');
  }));
  $('fire-own').addEventListener('click', () => act($('fire-own'), async () => {
    toast((await post('/api/fire', { body: $('own-text').value, asRecorded: !$('as-now').checked })).message);
  }));
  $('search').addEventListener('input', show);
  $('examples').textContent = examples();
  get('/api/events').then(all => {
    library = all;
    $('search').placeholder = `Search ${all.length} events: rds storage …`;
    show();
  }).catch(() => {});
}

const firePath = (button, path) => act(button, async () => {
  toast((await post('/api/fire', { path, asRecorded: false })).message);
});

/** Splits text into words, also within CamelCase. */
const wordsOf = text => text.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Each search word must match the beginning of some word. */
function matches(event, words) {
  const all = `${event.path} ${event.name} ${event.title} ${event.source} ${event.severity ?? ''} ${event.status ?? ''}`;
  const haystack = [...wordsOf(all), ...all.toLowerCase().split(/[^\p{L}\p{N}]+/u)];
  return words.every(word => haystack.some(each => each.startsWith(word)));
}

function show() {
  const words = wordsOf($('search').value.toLowerCase());
  const found = library.filter(event => matches(event, words));
  const families = Map.groupBy ? Map.groupBy(found, event => event.family) : group(found);
  fill($('library-list'), [...families].map(([family, events]) => h('li', null,
    h('details', { open: words.length > 0 || touched.get(family) === true },
      h('summary', { onclick: event => words.length || touched.set(family, !event.currentTarget.parentElement.open) }, h('span', null, family.replaceAll('-', ' ')), h('b', null, events.length)),
      h('ul', null, events.map(row))))));
  if (!found.length) fill($('library-list'), h('li.empty', null, 'No matching events.'));
}

function group(events) {
  const families = new Map();
  for (const event of events) families.set(event.family, [...(families.get(event.family) ?? []), event]);
  return families;
}

function row(event) {
  const fire = h('button.fire', {
    type: 'button', title: event.title, onclick: () => firePath(fire, event.path),
    'aria-label': `Fire ${event.name}: ${event.title}`,
  }, h('i.dot', { class: event.status === 'resolved' ? 'resolved' : event.severity ?? 'none' }),
  h('span', null, h('strong', null, event.name), h('small', null, event.title)));
  const edit = h('button.edit', { type: 'button', title: 'Edit', 'aria-label': `Edit ${event.name}`, onclick: () => editEvent(event) }, '✎');
  return h('li', null, fire, edit);
}

async function editEvent(event) {
  const body = await get(`/api/events/${event.path}`).catch(() => null);
  if (!body) return;
  $('own-text').value = JSON.stringify(body, null, 2);
  $('tab-own').click();
  $('own-text').focus();
  $('own-text').setSelectionRange(0, 0);
}

function examples() {
  const here = location.origin;
  return [
    `curl ${here}/events -d '{"title":"disk full","severity":"error"}'`,
    '',
    `aws sns publish --endpoint-url ${here} --region eu-west-1 \\`,
    '  --topic-arn arn:aws:sns:eu-west-1:123456789012:alarms \\',
    '  --subject "disk full" --message "db-1 has 2% left"',
    '',
    '# alertmanager.yml',
    `webhook_configs: [{ url: ${here}/alertmanager }]`,
    '',
    '# prometheus.yml',
    `static_configs: [{ targets: [${location.host}] }]`,
  ].join('\n');
}
