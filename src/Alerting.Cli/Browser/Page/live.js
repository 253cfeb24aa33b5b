// Asks for the state of a view every few seconds, while somebody can see it.
import { $ } from './dom.js';
import * as time from './time.js';

const EVERY = 4000;

let timer = null;
let current = null;

/** Asks at once, then every few seconds. The console answers without a body if nothing changed. */
export function poll(path, show) {
  current = { path, show, tag: null };
  ask(current);
}

export const refresh = () => { if (current) { current.tag = null; ask(current); } };

async function ask(mine) {
  clearTimeout(timer);
  if (mine.path) await askOnce(mine);
  else mine.show(null);
  if (mine === current && mine.path) timer = setTimeout(() => ask(mine), EVERY);
}

async function askOnce(mine) {
  if (document.hidden && mine.tag) return;
  try {
    const answer = await fetch(mine.path, { headers: mine.tag ? { 'If-None-Match': mine.tag } : {} });
    if (mine !== current) return;
    const body = answer.status === 304 ? null : await answer.json();
    if (mine !== current) return;
    if (answer.ok) {
      mine.tag = answer.headers.get('ETag');
      mine.show(body);
    }
    if (answer.ok || answer.status === 304) fresh();
    else stale(body.message);
  } catch {
    if (mine === current) stale('No answer from the console. Is it still running?');
  }
}

function fresh() {
  $('freshness').textContent = `Updated ${time.seconds(time.now())}`;
  $('freshness').classList.remove('bad');
  document.body.classList.remove('stale');
}

/** What is shown stays, and says how old it is. */
function stale(sentence) {
  $('freshness').textContent = sentence;
  $('freshness').classList.add('bad');
  document.body.classList.add('stale');
}

document.addEventListener('visibilitychange', () => { if (!document.hidden && current) ask(current); });
