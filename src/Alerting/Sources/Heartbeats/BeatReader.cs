using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Sources.AwsServices;
using Alerting.Sources.Generic;

namespace Alerting.Sources.Heartbeats;

/// <summary>
/// A heartbeat: <c>{"heartbeat":"nightly-backup"}</c> as a message or the detail of an EventBridge event, or an SNS
/// message with the attribute <c>heartbeat</c>. A body with a severity or a state is an alert, not a heartbeat.
/// </summary>
internal sealed class BeatReader : ISourceReader
{
    private const string Key = "heartbeat";

    public string Source => "heartbeat";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var body = json.HasAny("detail-type", "detailType") ? json.Embedded("detail") : json;
        var name = TextOf(body) ?? (message.Transport == EventTransport.Sns ? Attribute(message) : null);
        if (name is null || !HeartbeatNames.IsValid(name) || IsAlert(body))
            return null;
        var awsEvent = AwsEvent.Of(message);
        return [Beat(name, awsEvent?.Time ?? message.SentAt, awsEvent?.Id ?? message.Occurrence)];
    }

    /// <param name="sentAt">Null for now.</param>
    public static Signal Beat(string name, DateTimeOffset? sentAt, string key) => new()
    {
        IsBeat = true,
        Source = "heartbeat",
        Name = name,
        Title = $"Heartbeat {name}",
        Identity = $"heartbeat|{name}",
        EventKey = $"heartbeat|{name}|{key}",
        Status = AlertStatus.Resolved,
        OccurredAt = sentAt,
        Fallback = new SeverityClaim(Severity.Info, "default for heartbeats"),
        Recovers = true,
    };

    private static string? TextOf(EventJson body) =>
        body.ValueKind == JsonValueKind.Object && body.Has(Key, out var value)
            && value.ValueKind == JsonValueKind.String ? body.Text(Key)?.Trim() : null;

    private static string? Attribute(EventMessage message) => message.Attributes.GetValueOrDefault(Key)?.Trim();

    private static bool IsAlert(EventJson body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return false;
        var found = UsualFields.Find(body);
        return found.Severity is not null || (found.State ?? found.UnknownState) is not null || body.Has("alerts");
    }
}
