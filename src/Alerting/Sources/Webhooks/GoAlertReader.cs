using Alerting.Alerts;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// GoAlert's webhook contact method. Status updates carry a log entry instead of the summary, so the alert's number is
/// its identity.
/// </summary>
/// <remarks>https://github.com/target/goalert/blob/master/notification/webhook/sender.go</remarks>
internal sealed class GoAlertReader : ISourceReader
{
    public string Source => "goalert";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.Has("AppName"))
            return null;
        var id = json.Text("AlertID");
        var service = json.Text("ServiceName");
        return json.Text("Type") switch
        {
            "Alert" when id is not null =>
                [Notice(message, json.Text("Summary") ?? $"GoAlert alert {id}", $"alert/{id}", "alert")],
            "AlertStatus" when id is not null => [StatusOf(message, id, json.Text("LogEntry"))],
            "AlertBundle" => [Notice(message, $"{json.Text("Count")} unacknowledged alerts of {service ?? "a service"}",
                $"bundle/{json.Text("ServiceID") ?? service}", "bundle") with
                    { Name = $"unacknowledged alerts of {service ?? "a service"}" }],
            "Test" => [Informational(message, "GoAlert sent a test message", "test")],
            "Verification" =>
                [Informational(message, $"GoAlert verification code: {json.Text("Code")}", "verification")],
            "ScheduleOnCallUsers" =>
                [Informational(message, $"On call for {json.Text("ScheduleName") ?? "a schedule"} changed", "on-call")],
            _ => null,
        };
    }

    /// <summary>"Closed" resolves the alert; other updates, such as acknowledgements, are informational.</summary>
    private Signal StatusOf(EventMessage message, string id, string? entry)
    {
        var title = $"GoAlert alert {id}: {entry ?? "its status changed"}";
        return entry?.StartsWith("Closed", StringComparison.OrdinalIgnoreCase) == true
            ? Notice(message, title, $"alert/{id}", "closed") with { Status = AlertStatus.Resolved }
            : Informational(message, title, $"alert/{id}/status");
    }

    private Signal Informational(EventMessage message, string title, string identity) =>
        Notice(message, title, identity, "notice") with
        {
            Claims = [new SeverityClaim(Severity.Info, "routine GoAlert message")],
            Recovers = false,
        };

    private Signal Notice(EventMessage message, string title, string identity, string state)
    {
        var json = message.Json;
        var word = json.Child("Meta").Text("severity");
        return new Signal
        {
            Source = Source,
            // Alerts are grouped by name, and the status update has only the number.
            Name = json.Text("AlertID") is { } id ? $"GoAlert alert {id}" : title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{identity}",
            EventKey = message.MessageId ?? $"{Source}|{identity}|{message.Occurrence}",
            State = state,
            Summary = json.Text("Details"),
            Service = json.Text("ServiceName"),
            OccurredAt = message.SentAt,
            Claims = SeverityWords.Parse(word) is { } severity
                ? [new SeverityClaim(severity, $"Meta.severity={word}")]
                : [],
            Fallback = new SeverityClaim(Severity.Warning, "default for GoAlert's alerts"),
            Recovers = state == "alert" || state == "closed",
        };
    }
}
