// Names of channels.
export const NAMES = {
  sms: 'SMS', sns: 'Push and topics', email: 'E-mail', slack: 'Slack', teams: 'Teams', discord: 'Discord', google_chat: 'Google Chat',
  telegram: 'Telegram', mattermost: 'Mattermost', pagerduty: 'PagerDuty', opsgenie: 'Opsgenie', ntfy: 'ntfy', webhook: 'Webhook',
};

/** "Ann, Bob and Cy". */
export const listed = names => names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const ARRIVED = { push: 'Push', topic: 'Topic' };

export const nameOf = channel => ARRIVED[channel] ?? NAMES[channel] ?? channel;
