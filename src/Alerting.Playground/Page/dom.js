// Builds the page from text only: nothing here reads markup, so alert text stays text.

/** An element: tag or tag.class, properties, children. A string child is text. */
export function h(name, properties, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = `${element.className} ${value}`.trim();
    else if (key === 'text') element.textContent = value;
    else if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export const $ = id => document.getElementById(id);

/** A link of a message: only the web, and without a way back here. */
export function link(url, text, properties) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'https:' || parsed.protocol === 'http:') safe = parsed.href;
  } catch { /* It is shown as text. */ }
  return safe ? h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer', ...properties }, text) : h('span', null, text);
}

/** Puts children in place of those there are; whoever stands on one with the keyboard goes on standing there. */
export function fill(element, ...children) {
  const back = standing(element);
  element.replaceChildren();
  add(element, children);
  back();
}

/** Puts an element in place of another, likewise. */
export function exchange(old, made) {
  const back = standing(old, made);
  old.replaceWith(made);
  back();
}

const FOCUSABLE = 'a, button, summary, input, select, textarea, [tabindex]';

/** Remembers where the focus is: on what there may be again, or at the same place of the row with the same id. */
function standing(element, later = element) {
  const held = document.activeElement;
  if (!held || held === element || !element.contains(held)) return () => {};
  const row = held.closest('[data-id]');
  const at = row ? [...row.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  return () => {
    if (!row || held.isConnected) {
      held.focus({ preventScroll: true });
      return;
    }
    const same = later.dataset.id === row.dataset.id ? later : later.querySelector(`[data-id="${CSS.escape(row.dataset.id)}"]`);
    const all = [...same?.querySelectorAll(FOCUSABLE) ?? []];
    all[Math.min(at, all.length - 1)]?.focus({ preventScroll: true });
  };
}

/** The tabs pattern: arrows move, one tab is in the order of focus. */
export function tabs(list, onSelect) {
  const all = () => [...list.querySelectorAll('[role=tab]')];
  const select = (tab, focus) => {
    for (const each of all()) {
      const on = each === tab;
      each.setAttribute('aria-selected', on);
      each.tabIndex = on ? 0 : -1;
      const panel = each.getAttribute('aria-controls') && $(each.getAttribute('aria-controls'));
      if (panel && panel.parentElement !== list && !each.dataset.shared) panel.hidden = !on;
    }
    if (focus) tab.focus();
    onSelect?.(tab);
  };
  list.addEventListener('click', event => {
    const tab = event.target.closest('[role=tab]');
    if (tab) select(tab);
  });
  list.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[event.key];
    if (!step) return;
    event.preventDefault();
    const those = all();
    const at = those.indexOf(document.activeElement);
    const next = step === -99 ? 0 : step === 99 ? those.length - 1 : (at + step + those.length) % those.length;
    select(those[next], true);
  });
  return { select };
}
