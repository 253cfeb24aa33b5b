using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Notifications;

namespace Alerting.Aws.Queues;

/// <summary>
/// Messages as JSON that a queue takes. What is too long loses the samples first, then what else is only there to be read,
/// and at last alerts, which are counted instead.
/// </summary>
public static class MessageBody
{
    private const int MaxBytes = SqsBatches.MaxBytes;
    private const int MaxText = 500;

    public static byte[] Of(GroupEnvelope envelope) => Fit(envelope, Slim, GroupJson.Compact.GroupEnvelope);

    public static byte[] Of(Notification notification) => Fit(notification, Slim, GroupJson.Compact.Notification);

    public static GroupEnvelope? ReadEnvelope(string body) => Read(body, GroupJson.Compact.GroupEnvelope);

    public static Notification? ReadNotification(string body) => Read(body, GroupJson.Compact.Notification);

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

    private static Alert Slim(Alert alert, int step)
    {
        var signal = alert.Signal with { Samples = [] };
        if (step > 1)
        {
            signal = signal with
            {
                Facts = [],
                Problems = [],
                Title = Cut(signal.Title)!,
                Summary = Cut(signal.Summary),
                Description = Cut(signal.Description),
            };
        }
        return alert with { Signal = signal };
    }

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] + "…" : text;

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
