using NodaTime;

namespace Alerting.OnCall.Calendars;

/// <summary>The dates of a rule, period by period. Its work is counted, so that no calendar takes long.</summary>
internal sealed class Recurrence(RecurrenceRule rule, LocalDate start)
{
    /// <summary>Every date from the start up to another, in order.</summary>
    /// <param name="from">Earlier periods may be left out, unless the rule counts.</param>
    public IEnumerable<LocalDate> Dates(LocalDate from, LocalDate to, Func<bool> mayGoOn)
    {
        var found = 0;
        for (var period = FirstPeriod(from); ; period++)
        {
            var (begin, dates) = Period(period);
            if (begin > to || !mayGoOn())
                yield break;
            foreach (var date in Positions(dates.Distinct().Order().ToArray()))
            {
                if (date < start)
                    continue;
                if (date > to || ++found > rule.Count)
                    yield break;
                yield return date;
            }
        }
    }

    private int FirstPeriod(LocalDate from)
    {
        if (rule.Count is not null || from <= start)
            return 0;
        var passed = rule.Frequency switch
        {
            Frequency.Daily => NodaTime.Period.DaysBetween(start, from),
            Frequency.Weekly => NodaTime.Period.DaysBetween(start, from) / 7,
            Frequency.Monthly => (from.Year - start.Year) * 12 + from.Month - start.Month,
            _ => from.Year - start.Year,
        };
        return Math.Max(0, passed / rule.Interval - 1);
    }

    /// <summary>The beginning of a period and its dates in any order.</summary>
    private (LocalDate Begin, IEnumerable<LocalDate> Dates) Period(int number)
    {
        var step = number * rule.Interval;
        switch (rule.Frequency)
        {
            case Frequency.Daily:
                var day = start.PlusDays(step);
                return (day, IsInMonth(day) && IsMonthDay(day) && IsWeekDay(day) ? [day] : []);
            case Frequency.Weekly:
                var week = start.PlusDays(-((int)start.DayOfWeek - (int)rule.WeekStart + 7) % 7).PlusDays(7 * step);
                return (week, Enumerable.Range(0, 7).Select(week.PlusDays).Where(IsInMonth)
                    .Where(date => rule.ByDay.Count == 0 ? date.DayOfWeek == start.DayOfWeek : IsWeekDay(date)));
            case Frequency.Monthly:
                var month = new LocalDate(start.Year, start.Month, 1).PlusMonths(step);
                return (month, IsInMonth(month) ? OfMonth(month) : []);
            default:
                var year = new LocalDate(start.Year + step, 1, 1);
                return (year, OfYear(year));
        }
    }

    private IEnumerable<LocalDate> OfYear(LocalDate year)
    {
        if (rule.ByMonth.Count == 0 && rule.ByDay.Count > 0 && rule.ByMonthDay.Count == 0)
            return WeekDays(year, year.PlusYears(1).PlusDays(-1));
        IEnumerable<int> months = rule.ByMonth.Count > 0 ? rule.ByMonth
            : rule.ByMonthDay.Count > 0 ? Enumerable.Range(1, 12) : [start.Month];
        return months.Where(month => month is >= 1 and <= 12)
            .SelectMany(month => OfMonth(new LocalDate(year.Year, month, 1)));
    }

    private IEnumerable<LocalDate> OfMonth(LocalDate month)
    {
        var last = month.PlusMonths(1).PlusDays(-1);
        var all = Enumerable.Range(0, last.Day).Select(month.PlusDays);
        if (rule.ByDay.Count > 0)
            return WeekDays(month, last).Where(IsMonthDay);
        if (rule.ByMonthDay.Count > 0)
            return all.Where(IsMonthDay);
        return all.Where(date => date.Day == start.Day);
    }

    /// <summary>Weekdays between two dates, each every time or the n-th time.</summary>
    private IEnumerable<LocalDate> WeekDays(LocalDate first, LocalDate last)
    {
        foreach (var (ordinal, day) in rule.ByDay)
        {
            var dates = new List<LocalDate>();
            for (var date = first; date <= last; date = date.PlusDays(1))
            {
                if (date.DayOfWeek == day)
                    dates.Add(date);
            }
            if (ordinal == 0)
            {
                foreach (var date in dates)
                    yield return date;
            }
            else if (Math.Abs(ordinal) <= dates.Count)
            {
                yield return ordinal > 0 ? dates[ordinal - 1] : dates[^-ordinal];
            }
        }
    }

    private IEnumerable<LocalDate> Positions(LocalDate[] dates) => rule.BySetPosition.Count == 0 ? dates
        : rule.BySetPosition.Where(at => at != 0 && Math.Abs(at) <= dates.Length)
            .Select(at => at > 0 ? dates[at - 1] : dates[^-at]).Distinct().Order();

    private bool IsInMonth(LocalDate date) => rule.ByMonth.Count == 0 || rule.ByMonth.Contains(date.Month);

    private bool IsMonthDay(LocalDate date) => rule.ByMonthDay.Count == 0 || rule.ByMonthDay.Contains(date.Day)
        || rule.ByMonthDay.Contains(date.Day - date.Calendar.GetDaysInMonth(date.Year, date.Month) - 1);

    private bool IsWeekDay(LocalDate date) =>
        rule.ByDay.Count == 0 || rule.ByDay.Any(each => each.Day == date.DayOfWeek);
}
