namespace Alerting.Channels;

/// <summary>The service's reference to an incident's first message.</summary>
/// <param name="Message">Slack's <c>ts</c>, or the message id of Discord and Telegram.</param>
/// <param name="Place">Slack's channel id: edits do not accept the channel's name.</param>
public sealed record ThreadRef(string Message, string? Place = null);
