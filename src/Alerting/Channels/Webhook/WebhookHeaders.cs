using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels.Webhook;

/// <summary>
/// The configured headers with <c>{severity}</c>, <c>{status}</c>, <c>{kind}</c>, <c>{receiver}</c> and <c>{id}</c>
/// filled in. Alert text is untrusted, so it cannot be put into headers.
/// </summary>
internal static class WebhookHeaders
{
    public static List<(string Name, string Value)> Of(Delivery delivery, TargetSettings settings) =>
        [.. settings.Entries(WebhookOptions.Headers).Select(header => (header.Name, Fill(header.Value, delivery)))];

    private static string Fill(string value, Delivery delivery) => value
        .Replace("{severity}", delivery.Notification.Severity.Name(), StringComparison.Ordinal)
        .Replace("{status}", delivery.Notification.IsResolved ? "resolved" : "firing", StringComparison.Ordinal)
        .Replace("{kind}", delivery.Notification.Kind.Name(), StringComparison.Ordinal)
        .Replace("{receiver}", delivery.Notification.Receiver, StringComparison.Ordinal)
        .Replace("{id}", delivery.Id, StringComparison.Ordinal);
}
