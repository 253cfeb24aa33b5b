using Alerting.Configuration.Values;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>days_of_month</c>, <c>months</c>, <c>years</c> and <c>dates</c> of a time interval.</summary>
internal static class DateFilterReader
{
    public static DateFilter Read(Section section, Report report) => new()
    {
        DaysOfMonth = Ranges(section, "days_of_month", report, text => One(DateRanges.DaysOfMonth(text)),
            "a day of the month", DateRanges.DayInstead),
        Months = Ranges(section, "months", report, DateRanges.MonthsOf, "a month", DateRanges.MonthInstead),
        Years = Ranges(section, "years", report, text => One(DateRanges.Years(text)), "a year", DateRanges.YearInstead),
        Dates = Ranges(section, "dates", report, text => One(DateRanges.Dates(text)), "a date", DateRanges.DateInstead),
    };

    private static List<T>? Ranges<T>(
        Section section, string key, Report report, Func<string, T[]?> parse, string what, string instead)
    {
        if (section.Texts(key) is not { } values)
            return null;
        var ranges = new List<T>();
        foreach (var value in values)
        {
            foreach (var word in value.Text.Split(',', StringSplitOptions.TrimEntries))
            {
                if (parse(word) is { } read)
                    ranges.AddRange(read);
                else
                    report.Error(value.Place, ConfigErrors.IsNot(word, what, instead));
            }
        }
        if (values.Count == 0)
            report.Error(section.Find(key)!.Place, TimeErrors.EmptyDates(key));
        return ranges;
    }

    private static T[]? One<T>(T? range) where T : struct => range is { } one ? [one] : null;
}
