using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// An alarm that was created, changed or deleted. Deletion resolves the alert, because a deleted alarm never sends OK;
/// the others are informational and do not change the alert.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html</remarks>
internal static class ConfigurationChange
{
    public static Signal Signal(AlarmChange change, string operation, EventJson body, EventMessage message)
    {
        var signal = AlarmSignal.Of(change, message);
        var at = message.Json.Time("time") ?? signal.OccurredAt;
        var deleted = operation == "delete";
        return signal with
        {
            Title = $"Alarm {signal.Name} was {PastTense(operation)}",
            Identity = deleted ? signal.Identity : signal.Identity + "|configuration",
            EventKey = message.Json.Text("id") ?? $"{signal.Identity}|{operation}|{message.Json.Text("time")}",
            Status = deleted ? AlertStatus.Resolved : AlertStatus.Firing,
            State = operation,
            PreviousState = deleted ? change.State.Word : null,
            Summary = null,
            OccurredAt = at,
            StartsAt = deleted && change.State.Word == "ALARM" ? change.ChangedAt : null,
            Claims = deleted ? signal.Claims : [new SeverityClaim(Severity.Info, "an alarm's configuration changed")],
            Fallback = deleted ? AlarmState.Of("OK").Fallback : null,
            Recovers = deleted,
            HasNoData = false,
            Ending = deleted ? new Ending(ReasonCode.Deleted, "Alarm deleted, not recovered") : null,
            Facts = [.. signal.Facts, .. Differences(body)],
        };
    }

    private static string PastTense(string operation) => operation switch
    {
        "create" => "created",
        "update" => "changed",
        "delete" => "deleted",
        _ => operation,
    };

    private static IEnumerable<Fact> Differences(EventJson body)
    {
        var now = body.Child("configuration");
        var before = body.Child("previousConfiguration");
        if (before.ValueKind != JsonValueKind.Object || now.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var (name, setting) in now.EnumerateObject())
        {
            // Objects are not compared.
            var (old, value) = (before.Has(name, out var previous) ? previous.Scalar() : null, setting.Scalar());
            if (name != "timestamp" && old != value && (old ?? value) is not null)
                yield return new Fact(name, $"{old ?? "none"} → {value ?? "none"}");
        }
    }
}
