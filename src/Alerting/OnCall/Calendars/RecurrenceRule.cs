using System.Globalization;
using NodaTime;

namespace Alerting.OnCall.Calendars;

internal enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <param name="Ordinal">The how-manieth of the month or year, from the end if negative; 0 for every one.</param>
internal readonly record struct RuleDay(int Ordinal, IsoDayOfWeek Day);

/// <summary>An <c>RRULE</c> from DAILY to YEARLY.</summary>
internal sealed record RecurrenceRule(Frequency Frequency, int Interval)
{
    private static readonly string[] Known =
        ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"];

    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public int? Count { get; init; }

    public string? Until { get; init; }

    public IReadOnlyList<RuleDay> ByDay { get; init; } = [];

    public IReadOnlyList<int> ByMonthDay { get; init; } = [];

    public IReadOnlyList<int> ByMonth { get; init; } = [];

    public IReadOnlyList<int> BySetPosition { get; init; } = [];

    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <exception cref="CalendarException">It is not a rule, or one that is not supported.</exception>
    public static RecurrenceRule Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2).GroupBy(pair => pair[0].ToUpperInvariant())
            .ToDictionary(same => same.Key, same => same.First()[1].ToUpperInvariant());
        if (parts.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } other)
            throw new CalendarException($"Rules with {other} are not supported.");
        return new RecurrenceRule(FrequencyOf(parts.GetValueOrDefault("FREQ")), Number(parts, "INTERVAL") ?? 1)
        {
            Count = Number(parts, "COUNT"),
            Until = parts.GetValueOrDefault("UNTIL"),
            ByDay = [.. List(parts, "BYDAY").Select(Day)],
            ByMonthDay = [.. List(parts, "BYMONTHDAY").Select(each => Whole(each, "BYMONTHDAY"))],
            ByMonth = [.. List(parts, "BYMONTH").Select(each => Whole(each, "BYMONTH"))],
            BySetPosition = [.. List(parts, "BYSETPOS").Select(each => Whole(each, "BYSETPOS"))],
            WeekStart = parts.TryGetValue("WKST", out var start) ? Day(start).Day : IsoDayOfWeek.Monday,
        };
    }

    private static Frequency FrequencyOf(string? word) => word switch
    {
        "DAILY" => Frequency.Daily,
        "WEEKLY" => Frequency.Weekly,
        "MONTHLY" => Frequency.Monthly,
        "YEARLY" => Frequency.Yearly,
        _ => throw new CalendarException(
            $"Rules with FREQ={word} are not supported: only DAILY, WEEKLY, MONTHLY and YEARLY."),
    };

    private static RuleDay Day(string text)
    {
        var at = text.Length >= 2 ? Array.IndexOf(Days, text[^2..]) : -1;
        return at < 0
            ? throw new CalendarException($"\"{text}\" is not a weekday of a rule.")
            : new RuleDay(text.Length == 2 ? 0 : Whole(text[..^2], "BYDAY"), (IsoDayOfWeek)(at + 1));
    }

    private static int? Number(Dictionary<string, string> parts, string key) =>
        !parts.TryGetValue(key, out var text) ? null
        : Whole(text, key) is > 0 and < 1_000_000 and var number ? number
        : throw new CalendarException($"{key}={text} is not a number of a rule.");

    private static int Whole(string text, string key) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new CalendarException($"{key}={text} is not a number of a rule.");

    private static string[] List(Dictionary<string, string> parts, string key) =>
        parts.TryGetValue(key, out var text) ? text.Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
}
