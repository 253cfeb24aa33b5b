namespace Alerting.Cli.Import;

/// <summary>Time intervals: the same, except that ours has one range of hours in each window.</summary>
internal static class AlertmanagerTimes
{
    public static YamlMap Read(ImportedMap file)
    {
        var intervals = new YamlMap();
        foreach (var key in (string[])["time_intervals", "mute_time_intervals"])
        {
            foreach (var interval in file.Maps(key))
                Add(intervals, interval);
        }
        return intervals;
    }

    public static void Add(YamlMap intervals, ImportedMap interval)
    {
        object[] windows = [.. interval.Maps("time_intervals").SelectMany(Windows)];
        intervals.With(YamlText.Literal(interval.Text("name") ?? ""), windows is [var only] ? only
            : windows.Length > 0 ? windows : new YamlMap());
        interval.NoteRest(_ => null);
    }

    private static IEnumerable<object> Windows(ImportedMap spec)
    {
        var times = spec.Maps("times").Select(time => (time.Text("start_time"), time.Text("end_time"))).ToList();
        if (times.Count == 0)
            times.Add((null, null));
        var days = Days(spec);
        var location = spec.Text("location");
        if (location == "Local")
        {
            spec.Note("location", "It is the zone of the server. Write the name of a city, such as Europe/London.");
            location = null;
        }
        var (daysOfMonth, months) = (Ranges(spec, "days_of_month"), Ranges(spec, "months"));
        var years = Ranges(spec, "years");
        spec.NoteRest(_ => null);
        foreach (var (from, to) in times)
        {
            yield return new YamlMap().With("days", days).With("from", from).With("to", to)
                .With("days_of_month", daysOfMonth).With("months", months).With("years", years)
                .With("timezone", location);
        }
    }

    private static object? Days(ImportedMap spec)
    {
        string[] days = [.. spec.Texts("weekdays").Select(range => range.Text.Replace(':', '-').ToLowerInvariant())];
        return days.Length == 0 ? null : days is [var only] ? only : YamlMap.List(days);
    }

    private static object? Ranges(ImportedMap spec, string key)
    {
        string[] ranges = [.. spec.Texts(key).Select(range => range.Text.ToLowerInvariant())];
        return ranges.Length == 0 ? null : ranges is [var only] ? only : YamlMap.List(ranges);
    }
}
