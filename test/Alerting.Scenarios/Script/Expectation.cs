using Alerting.Notifications;

namespace Alerting.Scenarios.Script;

/// <summary>
/// Who is told what at one moment, in the order of the script. Alerts are written <c>disk</c> when they fire and
/// <c>disk ok</c> when they are resolved; <c>+475</c> are those that are only counted.
/// </summary>
internal sealed class Expectation(List<Notification> notified, DateTimeOffset at, WallClock clock)
{
    public Expectation Firing(string receivers, params string[] alerts) => Each(NotificationKind.Firing, receivers, alerts);

    public Expectation Resolved(string receivers, params string[] alerts) => Each(NotificationKind.Resolved, receivers, alerts);

    public Expectation Reminder(string receivers, params string[] alerts) => Each(NotificationKind.Reminder, receivers, alerts);

    public Expectation Digest(string receivers, params string[] alerts) => Each(NotificationKind.Digest, receivers, alerts);

    public Expectation Flapping(string receivers, params string[] alerts) => Each(NotificationKind.Flapping, receivers, alerts);

    public Expectation Storm(string receivers, params string[] alerts) => Each(NotificationKind.Storm, receivers, alerts);

    /// <summary>The reason of the notification that was expected last.</summary>
    public Expectation Because(string reason)
    {
        _last!.Reason.ShouldBe(reason);
        return this;
    }

    private Notification? _last;

    private Expectation Each(NotificationKind kind, string receivers, string[] alerts)
    {
        foreach (var receiver in receivers.Split(' '))
        {
            notified.ShouldNotBeEmpty($"{clock.Show(at)}: {kind} for {receiver} was expected, and nobody is told anything");
            // What is told at one moment is told in no order; but what was told before had to be expected before.
            _last = notified.Find(each => each.At == notified[0].At && each.Receiver == receiver && each.Kind == kind) ?? notified[0];
            notified.Remove(_last);
            var said = $"{clock.Show(_last.At)} {_last.Kind} {_last.Receiver}: {string.Join(", ", Said(_last, alerts))}";
            (said == $"{clock.Show(at)} {kind} {receiver}: {string.Join(", ", alerts)}").ShouldBeTrue(
                $"{said}, because {_last.Reason}; expected was {clock.Show(at)} {kind} {receiver}: {string.Join(", ", alerts)}");
        }
        return this;
    }

    /// <summary>A storm's alerts are as many as the message holds; <c>…</c> stands for those not written out.</summary>
    private static IEnumerable<string> Said(Notification notification, string[] expected)
    {
        var names = notification.Alerts.Select(alert => alert.IsFiring ? alert.Name : alert.Name + " ok").ToList();
        var dots = Array.IndexOf(expected, "…");
        if (dots >= 0)
            names = [.. names.Take(dots), "…"];
        return notification.More > 0 ? names.Append($"+{notification.More}") : names;
    }
}
