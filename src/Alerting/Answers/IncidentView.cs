using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Answers;

/// <summary>An incident as a person sees it.</summary>
internal sealed record IncidentView
{
    public required Incident Incident { get; init; }

    /// <summary>Its open alerts as a message shows them; null once it is over or its state is forgotten.</summary>
    public Message? Message { get; init; }

    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>The presser's, or the team's.</summary>
    public required DateTimeZone Zone { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The person the link was sent to; null for a chat or a topic.</summary>
    public Person? Person { get; init; }

    /// <summary>Who may say that they answer.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Who was asked last and when the next are asked; null without an escalation.</summary>
    public string? Asked { get; init; }

    /// <summary>Whether there is somebody else to ask.</summary>
    public bool CanEscalate { get; init; }

    /// <summary>Whether an answer is under way that is not recorded yet.</summary>
    public bool IsRecording { get; init; }
}
