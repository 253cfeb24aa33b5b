using Alerting.Grouping;

namespace Alerting.InProcess;

/// <summary>A person answers the open incident of an alert.</summary>
/// <param name="Kind">As in a replay: <c>ack</c>.</param>
/// <param name="Alert">The alert's name.</param>
public sealed record ReplayAnswer(string Kind, string Alert, string By)
{
    public static readonly IReadOnlyList<string> Kinds = ["ack", "unack", "snooze", "escalate", "close"];

    /// <summary>How long to snooze.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Why it is closed.</summary>
    public string? Comment { get; init; }

    /// <summary>The step of the escalation that the person saw; null if unknown.</summary>
    public int? Step { get; init; }

    internal PersonAnswer To(string incident, DateTimeOffset at)
    {
        var id = $"replay|{Kind}|{incident}|{By}|{at:O}";
        return Kind switch
        {
            "unack" => new Unacknowledge { Id = id, IncidentId = incident, By = By, At = at },
            "snooze" => new Snooze { Id = id, IncidentId = incident, By = By, At = at, Until = at + For },
            "escalate" => new Escalate { Id = id, IncidentId = incident, By = By, At = at, Step = Step },
            "close" => new Close { Id = id, IncidentId = incident, By = By, At = at, Comment = Comment },
            _ => new Acknowledge { Id = id, IncidentId = incident, By = By, At = at },
        };
    }
}
