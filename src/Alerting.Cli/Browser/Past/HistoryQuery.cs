using System.Globalization;
using Alerting.Cli.Browser.Views;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Alerting.Cli.Browser.Past;

/// <summary>What the address of the history asks for.</summary>
/// <param name="Search">Words that all occur in a row.</param>
/// <param name="Night">Only those that opened in the night after this day; null for all.</param>
internal sealed record HistoryQuery(int Days, string Search, string Sort, int Page, DateTimeZone Zone, DateOnly? Night)
{
    public const int PageSize = 50;

    private const int MostDays = 90;

    /// <summary>A night begins at 22:00 and ends at 7:00.</summary>
    private static readonly (int From, int To) NightHours = (22, 7);

    public static HistoryQuery Of(IQueryCollection query) => new(
        Math.Clamp(Number(query["days"], 7), 1, MostDays), query["q"].ToString().Trim(), query["sort"].ToString(),
        Math.Max(0, Number(query["page"], 1) - 1),
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(query["zone"].ToString()) ?? DateTimeZone.Utc,
        DateOnly.TryParseExact(query["night"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var night) ? night : null);

    public bool NeedsDetails => Search.Length > 0 || Sort is "severity" or "longest";

    public bool Matches(HistoryRow row) => (Night is null || NightOf(row.OpenedAt) == Night)
        && Search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Has(row, word));

    public IEnumerable<HistoryRow> Sorted(IEnumerable<HistoryRow> rows, DateTimeOffset now) => Sort switch
    {
        "oldest" => rows.OrderBy(row => row.OpenedAt),
        "severity" => rows.OrderByDescending(row => Rank(row.Severity)).ThenByDescending(row => row.OpenedAt),
        "longest" => rows.OrderByDescending(row => (row.EndedAt ?? now) - row.OpenedAt),
        _ => rows.OrderByDescending(row => row.OpenedAt),
    };

    /// <summary>The day on which the night began; null by day.</summary>
    public DateOnly? NightOf(DateTimeOffset time)
    {
        var local = Instant.FromDateTimeOffset(time).InZone(Zone).LocalDateTime;
        var day = new DateOnly(local.Year, local.Month, local.Day);
        return local.Hour >= NightHours.From ? day : local.Hour < NightHours.To ? day.AddDays(-1) : null;
    }

    private static bool Has(HistoryRow row, string word) => Array.Exists(
        (string?[])[row.Title, row.Labels, row.Route, row.Severity, row.Code, row.Id, row.State, row.By],
        text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static int Rank(string? severity) => severity switch
    {
        "critical" => 4, "error" => 3, "warning" => 2, "info" => 1, _ => 0,
    };

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
