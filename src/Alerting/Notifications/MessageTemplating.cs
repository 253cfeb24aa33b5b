using Alerting.Configuration;
using Alerting.Redaction;
using NodaTime;

namespace Alerting.Notifications;

/// <summary>The templates of a message, and what holds for the text that they make.</summary>
/// <param name="LinkHosts">The configured hosts whose links stay.</param>
public sealed record MessageTemplating(
    MessageTemplates Templates, Redactor Redactor, IReadOnlyList<string> LinkHosts, DateTimeZone Zone)
{
    /// <summary>Those of the receiver alone.</summary>
    public MessageTemplates Own { get; init; } = MessageTemplates.None;
}
