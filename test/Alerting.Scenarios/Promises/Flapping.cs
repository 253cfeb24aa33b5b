using Alerting.Notifications;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>An alert that goes down and up at random: no false all-clear, no long silence, no storm.</summary>
public sealed class Flapping
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Repeat = TimeSpan.FromHours(1);

    /// <summary>Times in half minutes, some of a few minutes and some of up to 40.</summary>
    private static readonly Gen<(int Down, int Up)[]> Spells = Gen.Int[1, 80].SelectMany(longest =>
        Gen.Select(Gen.Int[1, longest], Gen.Int[1, 80]).Array[1, 40]);

    /// <summary>
    /// Oracle: while it is down for longer than the interval, each receiver's last notification is at most interval and
    /// repeat old and does not say that it resolved.
    /// </summary>
    [Fact]
    public void Nobody_waits_longer_than_interval_and_repeat_while_it_is_down() => Spells.Sample(spells =>
    {
        var (notified, down, _) = Run(spells);
        foreach (var (from, to) in down.Where(spell => spell.To - spell.From > Interval))
        {
            for (var at = from + Interval + TimeSpan.FromSeconds(1); at < to; at += Interval)
            {
                var last = notified.Last(each => each.At <= at);
                last.Alerts[0].IsFiring.ShouldBeTrue($"at {at:HH:mm:ss} the last was {last.Kind} of {last.At:HH:mm:ss}");
                last.Kind.ShouldNotBe(NotificationKind.Flapping);
                (at - last.At).ShouldBeLessThanOrEqualTo(Interval + Repeat);
            }
        }
    }, iter: 300);

    [Fact]
    public void The_last_notification_is_true() => Spells.Sample(spells =>
    {
        var (notified, _, _) = Run(spells);
        notified[^1].Kind.ShouldBe(NotificationKind.Resolved);
    }, iter: 300);

    [Fact]
    public void An_alert_that_stays_down_is_notified_as_firing() => Spells.Sample(spells =>
    {
        var (notified, down, _) = Run([.. spells[..^1], (spells[^1].Down + 100, 1)]);
        var from = down[^1].From;
        notified.Any(each => each.At >= from && each.At <= from + Interval && each.Alerts[0].IsFiring
            && each.Kind != NotificationKind.Flapping).ShouldBeTrue();
    }, iter: 300);

    /// <summary>Oracle: flapping never makes more of it than one message for each change, and one for the flapping.</summary>
    [Fact]
    public void There_are_not_more_messages_than_changes() => Spells.Sample(spells =>
    {
        var (notified, down, end) = Run(spells);
        var flapping = notified.Count(each => each.Kind == NotificationKind.Flapping);
        var reminders = (int)((end - down[0].From) / Repeat);
        notified.Length.ShouldBeLessThanOrEqualTo(2 * spells.Length + flapping + reminders,
            string.Join('\n', notified.Select(each => $"{each.At:HH:mm:ss} {each.Kind} {each.Reason}")));
        flapping.ShouldBeLessThanOrEqualTo(1 + (int)((end - down[0].From) / TimeSpan.FromMinutes(30)));
    }, iter: 300);

    private static (Notification[] Notified, (DateTimeOffset From, DateTimeOffset To)[] Down, DateTimeOffset End) Run(
        (int Down, int Up)[] spells)
    {
        var team = Team.ByService("    repeat: 1h");
        var at = new DateTimeOffset(2026, 11, 13, 3, 0, 0, TimeSpan.Zero);
        var down = new List<(DateTimeOffset, DateTimeOffset)>();
        foreach (var spell in spells)
        {
            var to = at.AddSeconds(30 * spell.Down);
            team.AtMoment(at).Alarm("orders");
            team.AtMoment(to).Ok("orders");
            down.Add((at, to));
            at = to.AddSeconds(30 * spell.Up);
        }
        var end = at.AddHours(2);
        team.AtMoment(end);
        return ([.. team.AllNotified.Where(each => each.Receiver == "phone")], [.. down], end);
    }
}
