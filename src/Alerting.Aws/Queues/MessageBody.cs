using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Aws.Queues;

/// <summary>
/// Queue messages as JSON within SQS's size limit. A message that is too long loses its samples first, then the fields
/// that a group would not store either, and finally whole alerts, which are only counted.
/// </summary>
public static class MessageBody
{
    private const int MaxBytes = SqsBatches.MaxBytes;

    /// <summary>More alerts than fit into a message, however little is said of each: not written as a whole.</summary>
    private const int MaxAlerts = MaxBytes / 256;

    /// <summary>A message about several alerts that does not fit even so is split, in order, into several.</summary>
    public static IEnumerable<byte[]> Each(GroupEnvelope envelope)
    {
        var all = envelope.Message is AlertBatch batch ? batch.Messages : [];
        if (all.Count <= MaxAlerts && Of(envelope) is var json && (json.Length <= MaxBytes || all.Count <= 1))
            return [json];
        var half = (all.Count + 1) / 2;
        return Each(envelope with { Message = AlertBatch.Of([.. all.Take(half)]) })
            .Concat(Each(envelope with { Message = AlertBatch.Of([.. all.Skip(half)]) }));
    }

    public static byte[] Of(GroupEnvelope envelope) => Fit(envelope, Shrink, GroupJson.Compact.GroupEnvelope,
        steps: envelope.Message is AlertBatch ? 3 : 12);

    public static byte[] Of(Notification notification) => Fit(notification, Shrink, GroupJson.Compact.Notification);

    /// <summary>
    /// Null when it is unreadable. Throws <see cref="NewerMessageException"/> for a message of a newer deployment.
    /// </summary>
    public static GroupEnvelope? ReadEnvelope(string body) => VersionOf(body, "message") <= GroupMessage.CurrentVersion
        ? Read(body, GroupJson.Compact.GroupEnvelope) is { } envelope && IsComplete(envelope) ? envelope : null
        : throw new NewerMessageException(VersionOf(body, "message"), GroupMessage.CurrentVersion);

    /// <inheritdoc cref="ReadEnvelope"/>
    public static Notification? ReadNotification(string body) =>
        VersionOf(body, part: null) <= Notification.UpdateVersion
        ? Read(body, GroupJson.Compact.Notification) is { } notification && IsComplete(notification)
            ? notification
            : null
        : throw new NewerMessageException(VersionOf(body, part: null), Notification.UpdateVersion);

    /// <summary>
    /// JSON can omit or null what the types require. Checked here so the rest of the code can rely on it.
    /// </summary>
    private static bool IsComplete(GroupEnvelope envelope) =>
        envelope is { To: { Key: not null, RouteId: not null }, Message: not null } && IsComplete(envelope.Message);

    private static bool IsComplete(GroupMessage message) => message switch
    {
        AlertBatch batch => batch.Messages is not null
            && batch.Messages.All(part => part is AlertArrived or AlertMoved && IsComplete(part)),
        AlertArrived arrived => arrived.Alert is not null,
        AlertMoved moved => moved.Alert is not null && moved.To is not null,
        HandedOver handover => handover is { Id: not null, IncidentId: not null, Text: not null },
        DigestPart part => part is { Id: not null, Receiver: not null, Alerts: not null },
        _ => true,
    };

    private static bool IsComplete(Notification notification) => notification is
    {
        Id: not null, Receiver: not null, Route: not null, GroupKey: not null, Reason: not null, IncidentId: not null,
        Failed: not null, Alerts.Count: > 0,
    };

    private static byte[] Fit<T>(T value, Func<T, int, T> shrink, JsonTypeInfo<T> type, int steps = 12)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        // Each step removes more. The later steps halve the number of alerts until one is left.
        for (var step = 1; json.Length > MaxBytes && step < steps; step++)
            json = JsonSerializer.SerializeToUtf8Bytes(shrink(value, step), type);
        return json;
    }

    private static GroupEnvelope Shrink(GroupEnvelope envelope, int step) => envelope with
    {
        Message = Shrink(envelope.Message, step, place: 0),
    };

    /// <param name="place">The later alerts of a batch keep less, as in the group's stored state.</param>
    private static GroupMessage Shrink(GroupMessage message, int step, int place) => message switch
    {
        AlertBatch batch => new AlertBatch([.. batch.Messages.Select((part, at) => Shrink(part, step, at))]),
        AlertArrived arrived => arrived with { Alert = Shrink(arrived.Alert, step, place) },
        AlertMoved moved => moved with { Alert = Shrink(moved.Alert, step, place) },
        DigestPart part => Shrink(part, step),
        _ => message,
    };

    private static DigestPart Shrink(DigestPart part, int step)
    {
        var kept = Fewer(part.Alerts, step);
        return part with
        {
            Alerts = kept,
            More = part.More + part.Alerts.Count - kept.Length,
            MoreFiring = part.MoreFiring + part.Alerts.Skip(kept.Length).Count(alert => alert.IsFiring),
        };
    }

    private static Notification Shrink(Notification notification, int step)
    {
        var kept = Fewer(notification.Alerts, step);
        var cut = notification.Alerts.Skip(kept.Length)
            .Where(alert => alert.IsFiring || notification.IsResolved).Select(alert => alert.Fingerprint);
        return notification with
        {
            Alerts = kept,
            More = notification.More + notification.Alerts.Count - kept.Length,
            Unlisted = notification.Unlisted.With(cut),
        };
    }

    private static Alert[] Fewer(IReadOnlyList<Alert> alerts, int step) =>
        [.. alerts.Take(Math.Max(1, alerts.Count >> Math.Max(0, step - 2)))
            .Select(alert => Shrink(alert, step, place: 0))];

    private static Alert Shrink(Alert alert, int step, int place) =>
        step == 1 ? alert with { Signal = alert.Signal with { Samples = [] } } : StoredAlert.Cut(alert, place);

    /// <summary>Read before the rest, because a newer version may contain types that this one does not know.</summary>
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
/// A newer deployment wrote the message: an update is in progress or was rolled back. It is retried until a function
/// can read it.
/// </summary>
public sealed class NewerMessageException(int version, int known)
    : Exception($"The message has version {version}, but this function reads only up to version {known}");
