using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Beside;

/// <summary>The one line about what came beside a page, or why it did not.</summary>
public static class BesideRecord
{
    /// <summary>Null if there was nothing to bring.</summary>
    public static TimelineEntry? Of(Notification update, BesideGathering gathered,
        IReadOnlyList<DeliveryOutcome> outcomes, DateTimeOffset now)
    {
        string[] sent = [.. outcomes.Where(each => each.Verdict is Verdict.Delivered)
            .Select(each => each.Delivery.Target.Channel).Distinct()];
        string[] left = [.. gathered.LeftOut, .. outcomes.Where(each => each.Verdict is not Verdict.Delivered)
            .Select(each => $"{each.Delivery.Target.Channel}: {each.Verdict.Reason}")];
        if (sent.Length == 0 && left.Length == 0)
            return null;
        var to = RecipientName.Parse(update.Receiver).Display;
        string?[] sentences =
        [
            sent.Length == 0 ? null : $"Beside the page to {to} by {string.Join(", ", sent)}: " +
                string.Join(", ", gathered.Names.DefaultIfEmpty("what was left out")) + ".",
            left.Length == 0 ? null : $"Left out beside the page to {to}: {string.Join("; ", left).TrimEnd('.')}.",
        ];
        var code = sent.Length > 0 ? ReasonCode.Beside : ReasonCode.BesideLeftOut;
        return new TimelineEntry(now, TimelineKind.Delivery, code, string.Join(" ", sentences.OfType<string>()))
        {
            To = [update.Receiver], Channel = sent.FirstOrDefault(),
        };
    }
}
