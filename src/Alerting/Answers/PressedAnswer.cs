using System.Globalization;
using Alerting.Alerts;
using Alerting.Grouping;
using NodaTime;

namespace Alerting.Answers;

/// <summary>Turns a press into the message to the group.</summary>
internal static class PressedAnswer
{
    private static readonly LocalTime Morning = new(8, 0);

    /// <summary>Null for a button that does not exist.</summary>
    /// <param name="zone">The presser's: their morning counts.</param>
    public static PersonAnswer? Of(AnswerForm form, string incidentId, string by, DateTimeZone zone, DateTimeOffset now)
    {
        // A press that is sent twice has the same nonce.
        var id = Fingerprint.Of($"link|{form[AnswerForm.Nonce]}|{form[AnswerForm.Answer]}");
        var step = int.TryParse(form[AnswerForm.Step], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? seen : (int?)null;
        PersonAnswer? answer = form[AnswerForm.Answer] switch
        {
            AnswerNames.Acknowledge => new Acknowledge { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.Unacknowledge => new Unacknowledge { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.SnoozeHour => new Snooze
                { Id = id, IncidentId = incidentId, By = by, At = now, Until = now.AddHours(1) },
            AnswerNames.SnoozeMorning => new Snooze
                { Id = id, IncidentId = incidentId, By = by, At = now, Until = NextMorning(zone, now) },
            AnswerNames.Escalate => new Escalate { Id = id, IncidentId = incidentId, By = by, At = now },
            AnswerNames.Close => new Close
                { Id = id, IncidentId = incidentId, By = by, At = now, Comment = Comment(form) },
            _ => null,
        };
        return answer is null ? null : answer with { Step = step, Via = "link" };
    }

    /// <summary>The next 08:00 by the presser's clock.</summary>
    internal static DateTimeOffset NextMorning(DateTimeZone zone, DateTimeOffset now)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone).LocalDateTime;
        var date = local.TimeOfDay < Morning ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(date.At(Morning)).ToDateTimeOffset().ToUniversalTime();
    }

    private static string? Comment(AnswerForm form) =>
        form[AnswerForm.Reason] is { Length: > 0 } reason ? reason[..Math.Min(reason.Length, 200)] : null;
}
