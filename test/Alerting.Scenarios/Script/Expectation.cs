using Alerting.Notifications;

namespace Alerting.Scenarios.Script;

/// <summary>
/// The notifications expected at one moment, in order. An alert is written <c>disk</c> if it fires and <c>disk ok</c>
/// if it resolved; <c>+475</c> counts those not listed.
/// </summary>
internal sealed class Expectation(List<Notification> notified, DateTimeOffset at, WallClock clock)
{
    public Expectation Firing(string receivers, params string[] alerts) =>
        Each(NotificationKind.Firing, receivers, alerts);

    public Expectation Resolved(string receivers, params string[] alerts) =>
        Each(NotificationKind.Resolved, receivers, alerts);

    public Expectation Reminder(string receivers, params string[] alerts) =>
        Each(NotificationKind.Reminder, receivers, alerts);

    public Expectation Digest(string receivers, params string[] alerts) =>
        Each(NotificationKind.Digest, receivers, alerts);

    public Expectation Flapping(string receivers, params string[] alerts) =>
        Each(NotificationKind.Flapping, receivers, alerts);

    public Expectation Storm(string receivers, params string[] alerts) =>
        Each(NotificationKind.Storm, receivers, alerts);

    public Expectation Acknowledged(string receivers, params string[] alerts) =>
        Each(NotificationKind.Acknowledged, receivers, alerts);

    public Expectation Escalation(string receivers, params string[] alerts) =>
        Each(NotificationKind.Escalation, receivers, alerts);

    /// <summary>Checks the reason of the last expected notification.</summary>
    public Expectation WithReason(string reason)
    {
        _last!.Reason.ShouldBe(reason);
        return this;
    }

    private Notification? _last;

    private Expectation Each(NotificationKind kind, string receivers, string[] alerts)
    {
        foreach (var receiver in receivers.Split(' '))
        {
            notified.ShouldNotBeEmpty($"{clock.Show(at)}: expected {kind} for {receiver}, but nobody was notified");
            // Notifications of one moment come in any order, but earlier ones must have been expected before.
            _last = notified.Find(each => each.At == notified[0].At && each.Receiver == receiver && each.Kind == kind)
                ?? notified[0];
            notified.Remove(_last);
            var said = $"{clock.Show(_last.At)} {_last.Kind} {_last.Receiver}: " +
                $"{string.Join(", ", NamesOf(_last, alerts))}";
            (said == $"{clock.Show(at)} {kind} {receiver}: {string.Join(", ", alerts)}").ShouldBeTrue(
                $"{said} ({_last.Reason}); expected {clock.Show(at)} {kind} {receiver}: {string.Join(", ", alerts)}");
        }
        return this;
    }

    /// <summary>A storm lists as many alerts as fit; <c>…</c> stands for the rest of them.</summary>
    private static IEnumerable<string> NamesOf(Notification notification, string[] expected)
    {
        var names = notification.Alerts.Select(alert => alert.IsFiring ? alert.Name : alert.Name + " ok").ToList();
        var dots = Array.IndexOf(expected, "…");
        if (dots >= 0)
            names = [.. names.Take(dots), "…"];
        return notification.More > 0 ? names.Append($"+{notification.More}") : names;
    }
}
