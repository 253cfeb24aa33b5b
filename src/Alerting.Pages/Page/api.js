import { $ } from './dom.js';

/** Who answers, and what every request carries. */
export const service = { name: 'playground', headers: {} };

async function call(method, path, body, type = 'application/json') {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? service.headers : { ...service.headers, 'Content-Type': type },
      body: body === undefined ? undefined : type === 'application/json' ? JSON.stringify(body) : body,
    });
  } catch {
    toast(`No answer from the ${service.name}. Is it still running?`, true);
    throw new Error('no answer');
  }
  const text = await answer.text();
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json');
  const json = isJson && text ? JSON.parse(text) : null;
  if (!answer.ok) {
    const sentence = json?.message ?? `The ${service.name} answered ${answer.status}.`;
    throw Object.assign(new Error(sentence), { sentence });
  }
  return json ?? text;
}

export const get = path => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = path => call('DELETE', path);
export const postText = (path, text) => call('POST', path, text, 'text/plain;charset=utf-8');
export const putText = (path, text) => call('PUT', path, text, 'text/plain;charset=utf-8');

let hiding;

export function toast(text, isProblem = false) {
  const element = $('toast');
  element.textContent = text;
  element.classList.toggle('bad', isProblem);
  element.classList.add('on');
  clearTimeout(hiding);
  hiding = setTimeout(() => element.classList.remove('on'), isProblem ? 6000 : 2600);
}

/** Runs the action of a button, which is busy meanwhile; errors appear as a toast. */
export async function act(button, work) {
  if (button?.getAttribute('aria-busy') === 'true') return undefined;
  button?.setAttribute('aria-busy', 'true');
  try {
    return await work();
  } catch (problem) {
    if (problem.sentence) toast(problem.sentence, true);
    else if (problem.message !== 'no answer') throw problem;
    return undefined;
  } finally {
    button?.removeAttribute('aria-busy');
  }
}
