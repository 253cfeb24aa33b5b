using System.Text.RegularExpressions;
using Alerting.Configuration.Values;

namespace Alerting.Cli.Import;

/// <summary>
/// The tree of routes. Times and labels are inherited in the same way, times at which a route is muted are not in
/// Alertmanager and are here.
/// </summary>
internal sealed partial class AlertmanagerRoutes(IReadOnlySet<string> nullReceivers)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public YamlMap Root(ImportedMap root)
    {
        // Alertmanager's own defaults, which differ from ours by severity.
        var route = Route(root, parent: null);
        if (root.Has("group_wait"))
        {
            root.Note("group_wait",
                "Errors and critical alerts do not wait. To make them, write wait: { pages: 30s }.");
        }
        return route;
    }

    /// <summary>Null if its matchers cannot be written: its alerts go where they would go without it.</summary>
    private YamlMap? Child(ImportedMap child, Inherited parent) =>
        MatcherImport.Read(child) is { } match ? Route(child, parent, match) : null;

    private YamlMap Route(ImportedMap map, Inherited? parent, List<string>? match = null)
    {
        var (mute, active) = (Names(map, "mute_time_intervals"), Names(map, "active_time_intervals"));
        var receiver = map.Text("receiver") ?? parent?.Receiver ?? "";
        var own = new Inherited(receiver, mute, active);
        var isNull = nullReceivers.Contains(receiver);
        var children = map.Maps("routes").Select(child => Child(child.Renamed("route"), own)).OfType<YamlMap>()
            .ToList();
        // A route that notifies nobody and has children would leave what they do not match to the next route.
        if (isNull && children.Count > 0)
            children.Add(new YamlMap().With("to", YamlMap.List([])));
        var route = new YamlMap().With("match", match is { Count: > 0 } ? YamlMap.List(match) : null)
            .With("to", To(receiver, parent))
            .With("continue", map.Flag("continue", false) ? true : null)
            .With("group_by", GroupBy(map, parent is null))
            .With("wait", Time(map, "group_wait", parent is null ? "30s" : null))
            .With("interval", Time(map, "group_interval", parent is null ? "5m" : null))
            .With("repeat", Time(map, "repeat_interval", parent is null ? "4h" : null))
            .With("mute", Changed(mute, parent?.Mute)).With("active", Changed(active, parent?.Active))
            .With("routes", children.Count > 0 ? children.ToArray<object>() : null);
        map.NoteRest(_ => null);
        return route;
    }

    /// <summary>Null where it is the parent's.</summary>
    private object? To(string receiver, Inherited? parent) =>
        nullReceivers.Contains(receiver) ? YamlMap.List([])
            : parent?.Receiver == receiver ? null : YamlMap.List([YamlText.Literal(receiver)]);

    private static object? GroupBy(ImportedMap map, bool isRoot) =>
        map.Take("group_by") is null && !isRoot ? null
            : YamlMap.List(map.Texts("group_by").Select(label => YamlText.Literal(label.Text)));

    private static string[] Names(ImportedMap map, string key) =>
        [.. map.Texts(key).Select(name => YamlText.Literal(name.Text))];

    /// <summary>An empty list stops what the parent has.</summary>
    private static object? Changed(string[] names, string[]? above) =>
        names.SequenceEqual(above ?? []) ? null : YamlMap.List(names);

    /// <summary>Years are not a unit here.</summary>
    private static string? Time(ImportedMap map, string key, string? byDefault)
    {
        if (map.Text(key) is not { } text)
            return byDefault;
        var time = Years().Replace(text, years => $"{long.Parse(years.Groups[1].ValueSpan,
            System.Globalization.CultureInfo.InvariantCulture) * 365}d");
        if (Durations.TryParse(time, out var duration) && duration <= Longest)
            return time;
        map.Note(key, $"\"{text}\" is longer than 10 years, or is not a duration. Another one is written.");
        return key == "repeat_interval" ? "never" : byDefault;
    }

    [GeneratedRegex(@"(\d{1,6})y")]
    private static partial Regex Years();

    private sealed record Inherited(string Receiver, string[] Mute, string[] Active);
}
