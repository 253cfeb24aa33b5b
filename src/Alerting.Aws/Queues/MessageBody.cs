using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Rules;
using Alerting.Notifications;

namespace Alerting.Aws.Queues;

/// <summary>
/// Messages as JSON that a queue takes. What is too long loses the samples first, then all that a group would not keep either,
/// and at last alerts, which are counted instead.
/// </summary>
public static class MessageBody
{
    private const int MaxBytes = SqsBatches.MaxBytes;

    public static byte[] Of(GroupEnvelope envelope) => Fit(envelope, Slim, GroupJson.Compact.GroupEnvelope);

    public static byte[] Of(Notification notification) => Fit(notification, Slim, GroupJson.Compact.Notification);

    /// <summary>Null when it is none. Throws <see cref="NewerMessageException"/> for one of a later deployment.</summary>
    public static GroupEnvelope? ReadEnvelope(string body) => VersionOf(body, "message") <= GroupMessage.CurrentVersion
        ? Read(body, GroupJson.Compact.GroupEnvelope) is { } envelope && IsWhole(envelope) ? envelope : null
        : throw new NewerMessageException(VersionOf(body, "message"), GroupMessage.CurrentVersion);

    /// <summary>Null when it is none. Throws <see cref="NewerMessageException"/> for one of a later deployment.</summary>
    public static Notification? ReadNotification(string body) => VersionOf(body, part: null) <= Notification.CurrentVersion
        ? Read(body, GroupJson.Compact.Notification) is { } notification && IsWhole(notification) ? notification : null
        : throw new NewerMessageException(VersionOf(body, part: null), Notification.CurrentVersion);

    /// <summary>JSON may leave out or set to null what the types call required; whoever reads on may rely on it.</summary>
    private static bool IsWhole(GroupEnvelope envelope) =>
        envelope is { To: { Key: not null, RouteId: not null }, Message: not null }
        && envelope.Message is not (AlertArrived { Alert: null } or AlertMoved { Alert: null } or AlertMoved { To: null }
            or DigestPart { Id: null } or DigestPart { Receiver: null } or DigestPart { Alerts: null });

    /// <summary>One about no alert has nothing to say.</summary>
    private static bool IsWhole(Notification notification) => notification is
    {
        Id: not null, Receiver: not null, Route: not null, GroupKey: not null, Reason: not null, IncidentId: not null,
        Failed: not null, Alerts.Count: > 0,
    };

    private static byte[] Fit<T>(T value, Func<T, int, T> slim, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        // Each step takes more; with the last ones alerts are halved until one is left.
        for (var step = 1; json.Length > MaxBytes && step < 12; step++)
            json = JsonSerializer.SerializeToUtf8Bytes(slim(value, step), type);
        return json;
    }

    private static GroupEnvelope Slim(GroupEnvelope envelope, int step) => envelope with
    {
        Message = envelope.Message switch
        {
            AlertArrived arrived => arrived with { Alert = Slim(arrived.Alert, step) },
            AlertMoved moved => moved with { Alert = Slim(moved.Alert, step) },
            DigestPart part => Fewer(part.Alerts, step) is var kept
                ? part with { Alerts = kept, More = part.More + part.Alerts.Count - kept.Length }
                : part,
            var other => other,
        },
    };

    private static Notification Slim(Notification notification, int step)
    {
        var kept = Fewer(notification.Alerts, step);
        return notification with { Alerts = kept, More = notification.More + notification.Alerts.Count - kept.Length };
    }

    private static Alert[] Fewer(IReadOnlyList<Alert> alerts, int step) =>
        [.. alerts.Take(Math.Max(1, alerts.Count >> Math.Max(0, step - 2))).Select(alert => Slim(alert, step))];

    /// <summary>More than a group keeps of an alert is only there to be looked at once.</summary>
    private static Alert Slim(Alert alert, int step) =>
        step == 1 ? alert with { Signal = alert.Signal with { Samples = [] } } : StoredAlert.Cut(alert, place: 0);

    /// <summary>Looked up before all else is read: a later version may have kinds that this one cannot name.</summary>
    private static int VersionOf(string body, string? part)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (part is not null && !(root.ValueKind == JsonValueKind.Object && root.TryGetProperty(part, out root)))
                return 0;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out var version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) ? number : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static T? Read<T>(string body, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>
/// A message is of a later version: a deployment is under way, or was taken back. It is not lost but comes again, until a
/// function that can read it takes it.
/// </summary>
public sealed class NewerMessageException(int version, int known)
    : Exception($"The message is of version {version}, and this function reads up to version {known}");
