// The playground's time, in the time zone of the configuration.

let base = Date.now();
let heard = performance.now();
let speed = 1;
let zone = 'UTC';
const formats = new Map();

export function hear(clock) {
  base = Date.parse(clock.now);
  heard = performance.now();
  speed = clock.speed;
  if (zone !== clock.zone) {
    zone = clock.zone;
    formats.clear();
  }
}

/** What the clock shows at this moment: between two updates it goes on by itself. */
export const now = () => new Date(base + Math.min(performance.now() - heard, 5500) * speed);

function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    try {
      formats.set(key, new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }));
    } catch {
      formats.set(key, new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }));
    }
  }
  return formats.get(key);
}

const date = time => time instanceof Date ? time : new Date(time);

export const clock = time => format({ hour: '2-digit', minute: '2-digit' }).format(date(time));
export const seconds = time => format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(date(time));
export const day = time => format({ weekday: 'long', day: 'numeric', month: 'long' }).format(date(time));
export const zoneName = () => zone;

/** The hour alone today, with the day otherwise. */
export function moment(time) {
  const sameDay = day(time) === day(now());
  return sameDay ? clock(time) : `${format({ weekday: 'short' }).format(date(time))} ${clock(time)}`;
}

/** "now", "4 min ago", "2 h ago". */
export function ago(time) {
  const passed = (now() - date(time)) / 1000;
  if (passed < 60) return 'now';
  if (passed < 3600) return `${Math.floor(passed / 60)} min ago`;
  if (passed < 86400) return `${Math.floor(passed / 3600)} h ago`;
  return `${Math.floor(passed / 86400)} d ago`;
}

/** "in 4 min". */
export function until(time) {
  const left = (date(time) - now()) / 1000;
  if (left <= 0) return 'now';
  if (left < 60) return `in ${Math.ceil(left)} s`;
  if (left < 3600) return `in ${Math.ceil(left / 60)} min`;
  return `at ${moment(time)}`;
}
