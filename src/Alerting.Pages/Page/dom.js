// Builds the page from text only. Nothing here parses markup, so alert text stays text.

/** Creates an element from "tag.class", properties and children. A string child is text. */
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

/** A reason as a sentence: capital letter and full stop. */
export const sentence = text => text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}` : '';

export const $ = id => document.getElementById(id);

/** A link from a message: http(s) only, without opener or referrer. */
export function link(url, text, properties) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'https:' || parsed.protocol === 'http:') safe = parsed.href;
  } catch { /* Shown as text. */ }
  return safe ? h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer', ...properties }, text) : h('span', null, text);
}

/** Replaces the children and keeps the keyboard focus. */
export function fill(element, ...children) {
  const restore = keepFocus(element);
  element.replaceChildren();
  add(element, children);
  restore();
}

/** Replaces an element and keeps the keyboard focus. */
export function replace(old, made) {
  const restore = keepFocus(old, made);
  old.replaceWith(made);
  restore();
}

const FOCUSABLE = 'a, button, summary, input, select, textarea, [tabindex]';

/** Remembers the focused element, or its position in the row with the same id. */
function keepFocus(element, later = element) {
  const focused = document.activeElement;
  if (!focused || focused === element || !element.contains(focused)) return () => {};
  const row = focused.closest('[data-id]');
  const at = row ? [...row.querySelectorAll(FOCUSABLE)].indexOf(focused) : -1;
  return () => {
    if (!row || focused.isConnected) {
      focused.focus({ preventScroll: true });
      return;
    }
    const same = later.dataset.id === row.dataset.id ? later : later.querySelector(`[data-id="${CSS.escape(row.dataset.id)}"]`);
    const all = [...same?.querySelectorAll(FOCUSABLE) ?? []];
    all[Math.min(at, all.length - 1)]?.focus({ preventScroll: true });
  };
}

/** ARIA tabs: arrow keys move, and only the selected tab is in the tab order. */
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
