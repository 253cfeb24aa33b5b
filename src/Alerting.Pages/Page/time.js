// The playground's time, in the time zone of the configuration.

let base = Date.now();
let syncedAt = performance.now();
let speed = 1;
let zone = 'UTC';
const formats = new Map();

export function sync(clock) {
  base = Date.parse(clock.now);
  syncedAt = performance.now();
  speed = clock.speed;
  if (zone !== clock.zone) {
    zone = clock.zone;
    formats.clear();
  }
}

/** Between two updates the clock runs on locally. */
export const now = () => new Date(base + Math.min(performance.now() - syncedAt, 5500) * speed);

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

/** "Sat 14 Nov", with the year only when it is not this year. */
export function shortDay(time) {
  const year = format({ year: 'numeric' });
  const isThisYear = year.format(date(time)) === year.format(now());
  return format({ weekday: 'short', day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(date(time)).replace(',', '');
}

/** "Sat 14 Nov 02:40 GMT". */
export function full(time) {
  const zonePart = format({ timeZoneName: 'short' }).formatToParts(date(time)).find(part => part.type === 'timeZoneName');
  return `${shortDay(time)} ${clock(time)} ${zonePart.value}`;
}

/** Where there is little room: today only the time. */
export const moment = time => day(time) === day(now()) ? clock(time) : `${shortDay(time)} ${clock(time)}`;

/** "in 4 min". */
export function until(time) {
  const left = (date(time) - now()) / 1000;
  if (left <= 0) return 'now';
  if (left < 60) return `in ${Math.ceil(left)} s`;
  const minutes = Math.ceil(left / 60);
  if (minutes < 60) return `in ${minutes} min`;
  return `at ${moment(time)}`;
}
