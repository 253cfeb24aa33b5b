using Alerting.Alerts;
using Alerting.Configuration.Advice;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>defaults:</c> and <c>routes:</c>. Child routes inherit the settings that they leave out.</summary>
internal sealed class RouteReader(
    IReadOnlyDictionary<string, Receiver> receivers, IReadOnlyDictionary<string, TimeInterval> intervals,
    IReadOnlyDictionary<string, EscalationPolicy> escalations, Report report)
{
    private static readonly Route BuiltIn = new() { Id = "", Display = "", GroupBy = ["account", "region", "name"] };

    private readonly Dictionary<string, Place> _placeByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _pathCounts = new(StringComparer.Ordinal);

    /// <summary>The settings that top-level routes inherit.</summary>
    public Route Defaults(Section file)
    {
        if (file.Find("defaults") is not { } node || Section.Open(node, Keys.Defaults, report) is not { } section)
            return BuiltIn;
        return Times(section, BuiltIn) with
        {
            Repeat = null,
            DefaultRepeat = Repeat(section) ?? BuiltIn.DefaultRepeat,
        };
    }

    public List<Route> Read(IReadOnlyList<Node> nodes, Route parent, string path)
    {
        var routes = new List<Route>();
        foreach (var node in nodes)
        {
            if (Section.Open(node, Keys.Route, report) is { } section)
                routes.Add(ReadOne(section, parent, path));
            else if (node is TextNode { Text: "" })
                report.Error(node.Place, RouteErrors.NoTo);
        }
        return routes;
    }

    private Route ReadOne(Section section, Route parent, string path)
    {
        var errors = report.ErrorCount;
        var match = MatcherReader.Read(section, "match", report, severityIsKnown: true);
        var to = To(section) ?? parent.To;
        var children = section.List("routes");
        // Only an empty list written as such: a variable that is not set must not turn a route into one for nobody.
        var isNull = section.Find("to") is ListNode { Items.Count: 0 } && children.Count == 0
            && section.Find("escalate") is null;
        var words = match.Select(matcher => matcher.ToString()).Order(StringComparer.Ordinal).ToArray();
        path = $"{path}{string.Join(", ", words)} → ";
        var route = Times(section, parent) with
        {
            Id = Id(section, path + string.Join(", ", to)),
            Display = Display(section, parent, match),
            Source = section.Place.Source,
            Line = section.Place.Line,
            Column = section.Place.Column,
            Match = match,
            To = to,
            IsNull = isNull,
            Continue = section.Flag("continue") ?? false,
            Flapping = RuleReader.Flapping(section, report) ?? parent.Flapping,
            Hold = Hold(section) ?? parent.Hold,
            Escalate = isNull ? null : Escalate(section, parent),
            Mute = Intervals(section, "mute") ?? parent.Mute,
            Active = Intervals(section, "active") ?? parent.Active,
            WithoutResolved = ResolvedReader.Of(section, report)?.Unwanted ?? parent.WithoutResolved,
            AckTimeout = section.Duration("ack_timeout", mayBeZero: false) ?? parent.AckTimeout,
        };
        if (!route.TakesAlerts && children.Count == 0 && report.ErrorCount == errors)
            report.Error(section.Place, RouteErrors.NoTo);
        return route with { Routes = Read(children, route, path) };
    }

    private Route Times(Section section, Route parent) => Waits(section, parent) with
    {
        GroupBy = GroupBy(section) ?? parent.GroupBy,
        Interval = section.Duration("interval") ?? parent.Interval,
        Repeat = Repeat(section) ?? parent.Repeat,
        ResolveAfter = section.Duration("resolve_after", mayBeZero: false) ?? parent.ResolveAfter,
    };

    private List<string>? GroupBy(Section section)
    {
        var labels = section.Texts("group_by");
        foreach (var label in labels ?? [])
            MatcherAdvice.OnLabel(label.Text, label.Place, report);
        return labels?.ConvertAll(label => label.Text);
    }

    /// <summary>A plain duration is for everything but pages.</summary>
    private Route Waits(Section section, Route parent)
    {
        if (section.Find("wait") is null or TextNode)
            return parent with { Wait = section.Duration("wait") ?? parent.Wait };
        return Section.Open(section.Find("wait")!, Keys.Wait, report) is not { } wait ? parent : parent with
        {
            WaitOfPages = wait.Duration("pages") ?? parent.WaitOfPages,
            Wait = wait.Duration("other") ?? parent.Wait,
        };
    }

    private TimeSpan? Repeat(Section section)
    {
        if (section.Text("repeat") is { Text: "never" })
            return Route.Never;
        var repeat = section.Duration("repeat");
        if (repeat == TimeSpan.Zero)
            report.Error(section.Text("repeat")!.Value.Place, RouteErrors.RepeatZero);
        return repeat;
    }

    private List<string>? To(Section section)
    {
        if (section.Texts("to", ConfigErrors.Receiver) is not { } values)
            return null;
        foreach (var value in values)
        {
            if (!receivers.ContainsKey(value.Text))
                report.Error(value.Place, ConfigErrors.Unknown(ConfigErrors.Receiver, value.Text, receivers.Keys));
        }
        return [.. values.Select(value => value.Text).Distinct()];
    }

    private string? Hold(Section section)
    {
        if (section.Text("hold", ConfigErrors.TimeInterval) is not { } value)
            return null;
        Check(value);
        return value.Text;
    }

    /// <summary>Null without the key; an empty list is one that does not inherit.</summary>
    private string[]? Intervals(Section section, string key)
    {
        var values = section.Texts(key, ConfigErrors.TimeInterval);
        values?.ForEach(Check);
        return values?.Select(value => value.Text).Distinct().ToArray();
    }

    private void Check(Value interval)
    {
        if (!intervals.ContainsKey(interval.Text))
        {
            report.Error(
                interval.Place, ConfigErrors.Unknown(ConfigErrors.TimeInterval, interval.Text, intervals.Keys));
        }
    }

    /// <summary>A child without the key inherits the parent's; <c>never</c> is none.</summary>
    private string? Escalate(Section section, Route parent)
    {
        if (section.Text("escalate", ConfigErrors.Policy) is not { } value)
            return parent.Escalate;
        if (value.Text == "never")
            return null;
        if (!escalations.ContainsKey(value.Text))
        {
            report.Error(value.Place, ConfigErrors.Unknown(ConfigErrors.Policy, value.Text, escalations.Keys));
        }
        return value.Text;
    }

    private string Id(Section section, string path)
    {
        if (section.Text("name") is { } name)
        {
            if (name.Text == Canary.RouteId)
                report.Error(name.Place, RouteErrors.Reserved("route", name.Text));
            var first = _placeByName.GetValueOrDefault(name.Text, name.Place);
            if (!_placeByName.TryAdd(name.Text, name.Place))
                report.Error(name.Place, RouteErrors.DuplicateRoute(name.Text, first.SeenFrom(name.Place)));
            return name.Text;
        }
        var count = _pathCounts[path] = _pathCounts.GetValueOrDefault(path) + 1;
        return Fingerprint.Of(count == 1 ? path : $"{path} #{count}");
    }

    private static string Display(Section section, Route parent, IReadOnlyList<Matcher> match)
    {
        if (section.Text("name") is { } name)
            return name.Text;
        var own = string.Join(", ", match);
        // A parent that matches everything adds nothing to the name.
        return (parent.Display is "" or "everything", own) switch
        {
            (true, "") => "everything",
            (true, _) => own,
            (_, "") => parent.Display,
            _ => $"{parent.Display}, {own}",
        };
    }
}
