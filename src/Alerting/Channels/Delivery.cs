using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>One notification, formatted for one target.</summary>
/// <param name="Id">Derived from the notification and the target, so duplicates are recognised.</param>
public sealed record Delivery(string Id, Notification Notification, Target Target, Payload Payload)
{
    /// <summary>Why a template was not used, as a sentence; usually null.</summary>
    public string? TemplateProblem { get; init; }

    /// <summary>The incident's first message on this target, if known.</summary>
    public ThreadRef? Thread { get; init; }

    /// <summary>The key under which <see cref="Thread"/> is stored.</summary>
    public string ThreadName => Fingerprint.Of($"{Notification.IncidentId}|{Target.Channel}|{Target.Address}");

    /// <summary>Whether it resolves the last alert of an incident whose first message is known.</summary>
    public bool EndsThread => Thread is not null && Notification is { IsResolved: true, StillFiring: 0 };

    /// <summary>Whether it edits the message that <see cref="Thread"/> is, and posts nothing.</summary>
    public bool IsEdit => Thread is not null && Notification.Beside is { IsEdit: true };

    /// <summary>
    /// Whether the incident's first message, which everybody sees, changes with it: at the end, and when somebody
    /// answers.
    /// </summary>
    public bool EditsThread => EndsThread || (Thread is not null && Notification is
    {
        Stand.Answers: > 0,
        Kind: NotificationKind.Acknowledged or NotificationKind.Reminder or NotificationKind.Escalation,
    });
}

/// <summary>The service's reference to an incident's first message.</summary>
/// <param name="Message">Slack's <c>ts</c>, or the message id of Discord and Telegram.</param>
/// <param name="Place">Slack's channel id: edits do not accept the channel's name.</param>
public sealed record ThreadRef(string Message, string? Place = null);

/// <summary>Sends payloads over one protocol: HTTP, SMTP or SNS.</summary>
public interface ISender
{
    bool Serves(string channel);

    /// <summary>Sends once. A failure of the other side is a verdict, never an exception.</summary>
    /// <param name="settings">With secrets already read.</param>
    Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation);
}

/// <summary>
/// How a send ended. Reasons are for people, never contain a secret, and follow a colon: lower case, no full stop.
/// </summary>
public abstract record Verdict(string Reason)
{
    /// <param name="Thread">Where the message is, if the channel returns that.</param>
    public sealed record Delivered(string Reason, ThreadRef? Thread = null) : Verdict(Reason)
    {
        /// <summary>The message itself, which may be a reply in the thread.</summary>
        public ThreadRef? Message { get; init; }
    }

    /// <summary>It may work later.</summary>
    /// <param name="After">How long the service asked to wait.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null) : Verdict(Reason)
    {
        /// <summary>Why it is retried.</summary>
        public ReasonCode Code { get; init; } = ReasonCode.Retrying;
    }

    /// <summary>Retrying cannot help.</summary>
    public sealed record Rejected(string Reason) : Verdict(Reason);

    /// <summary>Skipped on purpose, for instance because no address is set.</summary>
    public sealed record NotSent(string Reason) : Verdict(Reason);

    /// <summary><c>delivered</c>, <c>retry</c>, <c>rejected</c> or <c>not sent</c>.</summary>
    public string Word => this switch
    {
        Delivered => "delivered",
        Retry => "retry",
        Rejected => "rejected",
        _ => "not sent",
    };

    public bool IsFailure => this is Retry or Rejected;
}
