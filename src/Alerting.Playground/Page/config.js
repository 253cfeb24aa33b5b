// The configuration editor: highlighting, and errors as you type.
import { $, h, fill } from './dom.js';
import { act, get, postText, putText, toast } from './api.js';
import { colour } from './yaml.js';

let checking;
let latest = 0;
let problems = [];

export function startConfig() {
  const text = $('config-text');
  $('open-config').addEventListener('click', () => {
    $('config').showModal();
    draw();
    check();
  });
  text.addEventListener('input', () => {
    draw();
    clearTimeout(checking);
    checking = setTimeout(check, 180);
  });
  text.addEventListener('scroll', follow);
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      apply();
    }
  });
  $('config-apply').addEventListener('click', apply);
}

export async function loadConfig() {
  const config = await get('/api/config').catch(() => null);
  if (!config) return;
  $('config-file').textContent = config.file;
  // Do not overwrite edits in progress.
  if (!$('config').open) $('config-text').value = config.text;
  draw();
}

async function check() {
  const number = ++latest;
  const result = await postText('/api/config/check', $('config-text').value).catch(problem => ({ isValid: false, errors: [{ line: 1, column: 1, text: problem.sentence ?? '' }], notes: [] }));
  if (number === latest) show(result);
}

const apply = () => act($('config-apply'), async () => {
  const result = await putText('/api/config', $('config-text').value);
  latest++;
  show(result);
  if (!result.isValid) return;
  $('config').close();
  toast('Configuration applied.');
});

function show(result) {
  problems = [...result.errors.map(error => ({ ...error, kind: 'error' })), ...result.notes.map(note => ({ ...note, kind: 'note' }))];
  $('config-apply').disabled = !result.isValid;
  const line = each => h('button.place', { type: 'button', class: each.kind, onclick: () => goTo(each) }, h('b', null, `Line ${each.line}, column ${each.column}`), ` ${each.text}`);
  if (problems.length) fill($('verdict'), problems.slice(0, 12).map(line));
  else fill($('verdict'), h('span.fine', null, '✓ Valid'));
  drawGutter();
}

function goTo({ line, column }) {
  const text = $('config-text');
  const lines = text.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  text.focus();
  text.setSelectionRange(start, start);
  text.scrollTop = (line - 6) * lineHeight();
}

const lineHeight = () => parseFloat(getComputedStyle($('config-text')).lineHeight);

function draw() {
  const lines = $('config-text').value.split('\n');
  fill($('coloured'), lines.map((line, at) => [colour(line), at < lines.length - 1 ? '\n' : ' ']));
  drawGutter();
}

function drawGutter() {
  const count = $('config-text').value.split('\n').length;
  const by = new Map();
  for (const each of [...problems].reverse()) by.set(each.line, each);
  fill($('gutter'), Array.from({ length: count }, (_, at) => {
    const problem = by.get(at + 1);
    return h('span', problem ? { class: problem.kind, title: problem.text } : null, at + 1);
  }));
  follow();
}

function follow() {
  const text = $('config-text');
  $('coloured').scrollTop = text.scrollTop;
  $('coloured').scrollLeft = text.scrollLeft;
  $('gutter').scrollTop = text.scrollTop;
}
