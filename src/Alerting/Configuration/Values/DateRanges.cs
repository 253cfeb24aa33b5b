using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Alerting.Configuration.Values;

/// <summary>
/// Ranges of dates: <c>2026-12-25</c>, <c>12-24:12-26</c> in each year, days of the month <c>-3:-1</c>, months
/// <c>jan-mar</c>, years <c>2026:2028</c>.
/// </summary>
internal static class DateRanges
{
    public const string DateInstead = "Write 2026-12-25, 12-25 for each year, or a range such as 12-24:12-26.";
    public const string DayInstead = "Write a day from 1 to 31, -1 for the last one, or a range such as 1:5 or -3:-1.";
    public const string MonthInstead = "Write dec, december or 12, or a range such as jun:aug.";
    public const string YearInstead = "Write a year such as 2026, or a range such as 2026:2028.";

    private const int LongestMonth = 31;

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    public static NumberRange? DaysOfMonth(string text)
    {
        var ends = Split(text);
        if (Day(ends[0]) is not { } first || Day(ends[^1]) is not { } last)
            return null;
        // From the third-last day to the second would be empty in every month.
        return int.Sign(first) != int.Sign(last) || first <= last ? new NumberRange(first, last) : null;
    }

    /// <summary>Around the end of the year it is two ranges.</summary>
    public static NumberRange[]? MonthsOf(string text)
    {
        var ends = Split(text);
        if (Month(ends[0]) is not { } first || Month(ends[^1]) is not { } last)
            return null;
        return first <= last ? [new NumberRange(first, last)]
            : [new NumberRange(first, Months.Length), new NumberRange(1, last)];
    }

    public static NumberRange? Years(string text)
    {
        var ends = Split(text);
        return Number(ends[0], 1970, 9999) is { } first && Number(ends[^1], 1970, 9999) is { } last && first <= last
            ? new NumberRange(first, last) : null;
    }

    public static DateRange? Dates(string text)
    {
        var ends = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (Date(ends[0]) is { } first && Date(ends[^1]) is { } last)
            return first <= last ? new DateRange(first, last, IsAnnual: false) : null;
        return Annual(ends[0]) is { } from && Annual(ends[^1]) is { } to
            ? new DateRange(from, to, IsAnnual: true) : null;
    }

    private static LocalDate? Date(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value : null;

    private static LocalDate? Annual(string text) => Date($"{DateRange.AnnualYear}-{text}");

    private static int? Day(string text)
    {
        var isFromEnd = text.StartsWith('-');
        var day = Number(isFromEnd ? text[1..] : text, 1, LongestMonth);
        return isFromEnd ? -day : day;
    }

    private static int? Month(string word)
    {
        if (Number(word, 1, Months.Length) is { } number)
            return number;
        var at = word.Length < 3 ? -1
            : Array.FindIndex(Months, month => month.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at + 1;
    }

    /// <summary>At a colon, as Alertmanager writes it, or at a dash that is not a sign.</summary>
    private static string[] Split(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return text.Split(':', 2, StringSplitOptions.TrimEntries);
        var dash = text.Length > 1 ? text.IndexOf('-', 1) : -1;
        return dash < 0 ? [text.Trim()] : [text[..dash].Trim(), text[(dash + 1)..].Trim()];
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;
}
