import { $ } from './dom.js';
import { act, post, toast } from './api.js';
import { state } from './store.js';
import * as time from './time.js';

export function startClock(onTick) {
  for (const button of document.querySelectorAll('[data-move]')) {
    button.addEventListener('click', () => act(button, () => post('/api/clock', { move: button.dataset.move })));
  }
  const speeds = [...document.querySelectorAll('[data-speed]')];
  for (const button of speeds) {
    button.addEventListener('click', () => act(button, () => post('/api/clock', { speed: Number(button.dataset.speed) })));
    button.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = speeds[(speeds.indexOf(button) + step + speeds.length) % speeds.length];
      next.focus();
      next.click();
    });
  }
  $('reset').addEventListener('click', () => act($('reset'), async () => {
    await post('/api/reset');
    toast('Playground reset.');
  }));
  setInterval(() => {
    if (!state.clock) return;
    tick();
    onTick();
  }, 250);
}

export function showClock() {
  time.sync(state.clock);
  for (const button of document.querySelectorAll('[data-speed]')) {
    const on = Number(button.dataset.speed) === state.clock.speed;
    button.setAttribute('aria-checked', on);
    button.tabIndex = on ? 0 : -1;
  }
  if (![0, 1, 60].includes(state.clock.speed)) document.querySelector('[data-speed="60"]').tabIndex = 0;
  document.body.classList.toggle('fast', state.clock.speed > 1 || state.clock.isMoving);
  if (state.clock.nextMorning) $('morning').title = `To ${time.full(state.clock.nextMorning)}`;
  tick();
}

function tick() {
  const now = time.now();
  const shown = state.clock.speed > 60 ? time.clock(now) : time.seconds(now);
  if ($('clock-time').textContent !== shown) $('clock-time').textContent = shown;
  const day = `${time.shortDay(now)} · ${time.zoneName()}${state.clock.speed > 60 ? ` · ${state.clock.speed}×` : ''}`;
  if ($('clock-day').textContent !== day) $('clock-day').textContent = day;
}
