using Alerting.Alerts;
using Alerting.Grouping;
using NodaTime;

namespace Alerting.Answers;

/// <summary>A button that a person pressed, and what they saw when they pressed it.</summary>
/// <param name="Answer">One of <see cref="AnswerNames"/>, if it is ours.</param>
/// <param name="Press">The same when a press is sent twice.</param>
/// <param name="Via">How they answered: <c>link</c>, <c>slack</c>.</param>
internal sealed record PressedAnswer(string Answer, string Press, string Via)
{
    private const int MaxComment = 200;

    private static readonly LocalTime Morning = new(8, 0);

    /// <summary>The step of the escalation.</summary>
    public int? Step { get; init; }

    /// <summary>How many answers there were.</summary>
    public int? Seen { get; init; }

    public string? Comment { get; init; }

    /// <summary>The message to the group; null for a button that does not exist.</summary>
    /// <param name="zone">The presser's: their morning counts.</param>
    public PersonAnswer? To(string incidentId, string by, DateTimeZone zone, DateTimeOffset now)
    {
        var id = Fingerprint.Of($"{Via}|{Press}|{Answer}");
        PersonAnswer? answer = Answer switch
        {
            AnswerNames.Acknowledge => new Acknowledge { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.Unacknowledge => new Unacknowledge { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.SnoozeHour => new Snooze
                { Id = id, IncidentId = incidentId, By = by, At = now, Until = now.AddHours(1) },
            AnswerNames.SnoozeMorning => new Snooze
                { Id = id, IncidentId = incidentId, By = by, At = now, Until = NextMorning(zone, now) },
            AnswerNames.Escalate => new Escalate { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.Close => new Close
                { Id = id, IncidentId = incidentId, By = by, At = now, Comment = CommentOrNull() },
            _ => null,
        };
        return answer is null ? null : answer with { Step = Step, Seen = Seen, Via = Via };
    }

    /// <summary>The next 08:00 by the presser's clock.</summary>
    internal static DateTimeOffset NextMorning(DateTimeZone zone, DateTimeOffset now)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone).LocalDateTime;
        var date = local.TimeOfDay < Morning ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(date.At(Morning)).ToDateTimeOffset().ToUniversalTime();
    }

    private string? CommentOrNull() =>
        Comment is { Length: > 0 } text ? text[..Math.Min(text.Length, MaxComment)] : null;
}
