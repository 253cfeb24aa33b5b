using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels.Budgets;

/// <summary>
/// What a receiver with a budget was sent of late, and which alerts it heard of: enough to decide about the next message, and
/// to decide the same about one that comes again.
/// </summary>
public sealed record BudgetLedger
{
    /// <summary>A message that failed comes again for hours; by then it is recognised, and not counted twice.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Beyond this the oldest are forgotten that do not count any more; a storm must not fill an item of the table.</summary>
    private const int MaxBookings = 500;

    private const int MaxAlerts = 500;

    public static BudgetLedger Empty { get; } = new();

    /// <summary>Every message that came, the oldest first, with what became of it.</summary>
    [JsonPropertyName("bookings")]
    public IReadOnlyList<Booking> Bookings { get; init; } = [];

    /// <summary>How many were held since the last that went out.</summary>
    [JsonPropertyName("held")]
    public int Held { get; init; }

    /// <summary>When people were told that the budget is reached; they are told again when that is a budget's time ago.</summary>
    [JsonPropertyName("noticedAt")]
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>Alerts, by fingerprint, that were told and have not ended.</summary>
    [JsonPropertyName("heard")]
    public IReadOnlyList<string> Heard { get; init; } = [];

    /// <summary>Alerts that were held and not told since.</summary>
    [JsonPropertyName("unheard")]
    public IReadOnlyList<string> Unheard { get; init; } = [];

    public Booking? Find(string id) => Bookings.FirstOrDefault(booking => booking.Id == id);

    /// <summary>How many messages count.</summary>
    public int Counting(TimeSpan within, DateTimeOffset now) => Bookings.Count(booking => booking.Counts(within, now));

    /// <summary>When the first of those that count does so no longer.</summary>
    public DateTimeOffset FreeAt(TimeSpan within, DateTimeOffset now) =>
        Bookings.Where(booking => booking.Counts(within, now)).Min(booking => booking.At) + within;

    public bool HasOverdrawn(Notification notification, TimeSpan within, DateTimeOffset now) =>
        Bookings.Any(booking => booking.Overdraft == Name(notification.GroupKey) && booking.Counts(within, now));

    /// <summary>A group's key may be as long as labels are.</summary>
    public static string Name(string groupKey) => Fingerprint.Of(groupKey);

    /// <summary>The ledger without what is of no use any more.</summary>
    public BudgetLedger Tidy(TimeSpan within, DateTimeOffset now)
    {
        var kept = Bookings.Where(booking => booking.Counts(within, now) || now - booking.At < Kept).ToList();
        for (var i = 0; kept.Count > MaxBookings && i < kept.Count;)
            if (kept[i].Counts(within, now))
                i++;
            else
                kept.RemoveAt(i);
        return this with { Bookings = kept };
    }

    public BudgetLedger Book(Notification notification, Booking booking)
    {
        var ledger = this with { Bookings = [.. Bookings, booking] };
        var firing = notification.Alerts.Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint).ToArray();
        return booking.Action == BudgetAction.Hold
            ? ledger with { Unheard = Newest(Unheard.Union(firing.Except(Heard))) }
            : ledger with { Heard = Newest(Ended(notification.Alerts).Heard.Concat(firing.Distinct())), Unheard = [.. Unheard.Except(firing)] };
    }

    /// <summary>Alerts whose beginning was told, or is not known of here, and alerts whose beginning was held.</summary>
    public (Alert[] Heard, Alert[] Unheard) Split(IReadOnlyList<Alert> alerts)
    {
        var unheard = alerts.Where(alert => Unheard.Contains(alert.Fingerprint)).ToArray();
        return ([.. alerts.Where(alert => !Unheard.Contains(alert.Fingerprint))], unheard);
    }

    /// <summary>
    /// These are over, and news when they begin again. What was held stays on record until it is told: its end may come twice.
    /// </summary>
    public BudgetLedger Ended(IEnumerable<Alert> alerts)
    {
        var left = Heard.Except(alerts.Select(alert => alert.Fingerprint)).ToArray();
        return left.Length == Heard.Count ? this : this with { Heard = left };
    }

    private static string[] Newest(IEnumerable<string> fingerprints) => [.. fingerprints.TakeLast(MaxAlerts)];
}

/// <summary>A message, when it came, and what became of it.</summary>
/// <param name="Id">The notification's.</param>
public sealed record Booking(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("action")] BudgetAction Action)
{
    /// <summary>What it said of the budget.</summary>
    [JsonPropertyName("notice")]
    public string? Notice { get; init; }

    /// <summary>The name of the group whose critical alert went out beyond the budget.</summary>
    [JsonPropertyName("overdraft")]
    public string? Overdraft { get; init; }

    internal bool Counts(TimeSpan within, DateTimeOffset now) => Action == BudgetAction.Send && now - At < within;
}
