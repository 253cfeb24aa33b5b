// The views of the console. Each has a path, and its state is in the URL.
import { $, h, fill } from './dom.js';
import { get, service, toast } from './api.js';
import * as time from './time.js';
import { poll, refresh } from './live.js';
import { session } from './session.js';
import { startAsking } from './ask.js';
import * as now from './now.js';
import * as one from './one.js';
import * as dead from './dead.js';
import * as past from './past.js';
import * as settings from './settings.js';
import * as silences from './silences.js';
import * as nowhere from './nowhere.js';
import * as week from './week.js';
import * as why from './why.js';

service.name = 'console';

const VIEWS = [
  [/^\/$/, 'now', now], [/^\/incidents\/([^/]+)$/, 'incident', one],
  [/^\/history$/, 'history', past], [/^\/silences$/, 'silences', silences], [/^\/oncall$/, 'oncall', week],
  [/^\/dead$/, 'dead', dead], [/^\/config$/, 'config', settings], [/^\/why$/, 'why', why],
];

let shown = null;
let isReady = false;

/** Shows the view of the address. A view of the same kind stays, and only reads its new state. */
function route() {
  if (!isReady) return;
  const [found, name, view] = VIEWS.map(([pattern, ...rest]) => [location.pathname.match(pattern), ...rest]).find(each => each[0]) ?? [null, 'none', nowhere];
  for (const link of document.querySelectorAll('#views a')) {
    if (link.dataset.view === name || (name === 'incident' && link.dataset.view === 'now')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const state = { id: found?.[1] ? decodeURIComponent(found[1]) : null, query: new URLSearchParams(location.search) };
  const key = `${name} ${state.id ?? ''}`;
  if (shown?.key !== key) {
    shown?.leave?.();
    fill($('view'));
    $('view').className = `view view-${name}`;
    shown = { key, leave: view.leave };
    view.enter?.($('view'), state);
    scrollTo(0, 0);
  }
  document.title = `${view.title?.(state) ?? 'Now'} · ${session.name ?? 'Alerting console'}`;
  $('view').setAttribute('aria-busy', 'true');
  poll(view.path(state), data => {
    $('view').removeAttribute('aria-busy');
    view.show($('view'), data, state);
  });
}

function go(path) {
  history.pushState(null, '', path);
  route();
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.target) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});
addEventListener('popstate', route);
document.addEventListener('console:go', ({ detail }) => detail.isReplaced ? route() : go(detail.address));

for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', event => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
  });
}

async function start() {
  time.sync({ now: new Date().toISOString(), speed: 1, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  setInterval(() => time.sync({ now: new Date().toISOString(), speed: 1, zone: time.zoneName() }), 1000);
  startAsking();
  const found = await get('/api/session').catch(problem => problem);
  if (found instanceof Error) {
    fill($('view'), h('p.empty', null, found.sentence ?? 'No answer from the console. Is it still running?'));
    return;
  }
  Object.assign(session, found);
  service.headers = { 'X-Console-Token': session.token };
  $('stack').textContent = session.name;
  $('caller').textContent = session.me;
  $('caller').title = session.caller;
  const missing = [...new Set(Object.values(session.access).filter(Boolean))];
  $('readonly').hidden = !missing.length;
  $('readonly').textContent = `${session.access.answer && session.access.table ? 'Read-only' : 'Partly read-only'}: ${missing.join(' ')}`;
  if (session.configProblem) toast(session.configProblem, true);
  isReady = true;
  route();
}

document.addEventListener('console:changed', refresh);
start();
