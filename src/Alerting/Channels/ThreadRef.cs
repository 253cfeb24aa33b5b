namespace Alerting.Channels;

/// <summary>Where the first message about a group stands, in the service's own words; kept with the group.</summary>
/// <param name="Message">Slack's <c>ts</c>, Discord's and Telegram's message id.</param>
/// <param name="Place">The channel's id where the message's alone is not enough: an edit in Slack takes no name.</param>
public sealed record ThreadRef(string Message, string? Place = null);
