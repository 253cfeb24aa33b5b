using NodaTime;

namespace Alerting.Configuration;

/// <summary>The dates on which a window begins. What is null does not restrict them; the rest must all hold.</summary>
public sealed record DateFilter
{
    public static DateFilter EveryDate { get; } = new();

    public IReadOnlyList<NumberRange>? DaysOfMonth { get; init; }

    public IReadOnlyList<NumberRange>? Months { get; init; }

    public IReadOnlyList<NumberRange>? Years { get; init; }

    public IReadOnlyList<DateRange>? Dates { get; init; }

    public bool IsEveryDate => DaysOfMonth is null && Months is null && Years is null && Dates is null;

    public bool Contains(LocalDate date) =>
        Years?.Any(years => years.Contains(date.Year)) != false
        && Months?.Any(months => months.Contains(date.Month)) != false
        && DaysOfMonth?.Any(days => IsInMonth(days, date)) != false
        && Dates?.Any(dates => dates.Contains(date)) != false;

    /// <summary>-1 is the last day of the month. A range never reaches into another month.</summary>
    /// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#time_interval</remarks>
    private static bool IsInMonth(NumberRange days, LocalDate date)
    {
        var length = date.Calendar.GetDaysInMonth(date.Year, date.Month);
        return new NumberRange(FromStart(days.First, length), FromStart(days.Last, length)).Contains(date.Day);
    }

    private static int FromStart(int day, int length) => day < 0 ? length + day + 1 : day;
}

/// <param name="Last">Included.</param>
public readonly record struct NumberRange(int First, int Last)
{
    public bool Contains(int number) => First <= number && number <= Last;
}

/// <summary>Dates of one year, or of each year if the bounds have none. Those may lie around the end of the year.</summary>
/// <param name="Last">Included.</param>
public readonly record struct DateRange(LocalDate First, LocalDate Last, bool IsAnnual)
{
    /// <summary>Annual dates are kept in a leap year, so that 02-29 is one.</summary>
    public const int AnnualYear = 2000;

    public bool Contains(LocalDate date)
    {
        if (!IsAnnual)
            return First <= date && date <= Last;
        var inYear = new AnnualDate(date.Month, date.Day).InYear(AnnualYear);
        return First <= Last ? First <= inYear && inYear <= Last : First <= inYear || inYear <= Last;
    }
}
