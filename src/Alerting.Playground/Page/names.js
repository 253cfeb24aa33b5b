// Names of channels.
export const NAMES = {
  sms: 'SMS', sns: 'Push and topics', email: 'E-mail', slack: 'Slack', teams: 'Teams', discord: 'Discord', google_chat: 'Google Chat',
  telegram: 'Telegram', mattermost: 'Mattermost', pagerduty: 'PagerDuty', opsgenie: 'Opsgenie', ntfy: 'ntfy', webhook: 'Webhook',
};

const ARRIVED = { push: 'Push', topic: 'Topic' };

export const nameOf = channel => ARRIVED[channel] ?? NAMES[channel] ?? channel;
