using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>
/// Days of the week: <c>mon-fri</c>, <c>mon,wed</c>, <c>Saturday</c>; <c>fri-mon</c> includes the weekend.
/// </summary>
internal static class WeekDays
{
    public const string Instead = "Write mon-fri, mon,wed or [sat, sun].";

    private static readonly string[] Names =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static IReadOnlySet<IsoDayOfWeek> All { get; } = Range(IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday);

    public static bool TryAdd(string text, HashSet<IsoDayOfWeek> days)
    {
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Day(dash < 0 ? part : part.AsSpan(0, dash));
            var last = dash < 0 ? first : Day(part.AsSpan(dash + 1));
            if (first == IsoDayOfWeek.None || last == IsoDayOfWeek.None)
                return false;
            days.UnionWith(Range(first, last));
        }
        return true;
    }

    private static HashSet<IsoDayOfWeek> Range(IsoDayOfWeek first, IsoDayOfWeek last)
    {
        var days = new HashSet<IsoDayOfWeek> { last };
        for (var day = first; day != last; day = (IsoDayOfWeek)((int)day % 7 + 1))
            days.Add(day);
        return days;
    }

    private static IsoDayOfWeek Day(ReadOnlySpan<char> word)
    {
        word = word.Trim();
        for (var i = 0; i < Names.Length && word.Length >= 3; i++)
        {
            if (Names[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return (IsoDayOfWeek)(i + 1);
        }
        return IsoDayOfWeek.None;
    }
}
