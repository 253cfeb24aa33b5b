using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The rule of a composite alarm and the children that triggered the change, if any.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html</remarks>
internal sealed record CompositeRule(string? Rule, IReadOnlyList<CompositeChild> Children)
{
    private const int MaxChildren = 10;

    /// <summary>Only composite alarms have these, in the alarm or in its reason data.</summary>
    public static readonly string[] Fields = ["AlarmRule", "TriggeringChildren", "triggeringAlarms"];

    /// <summary>
    /// SNS has <c>TriggeringChildren</c>, the reason data <c>triggeringAlarms</c>, with the same content.
    /// </summary>
    public static CompositeRule? Read(string? rule, EventJson alarm, EventJson reasonData)
    {
        var children = alarm.Items("TriggeringChildren").Concat(reasonData.Items("triggeringAlarms"))
            .Select(CompositeChild.Read).OfType<CompositeChild>().DistinctBy(child => child.Arn).ToList();
        return rule is null && children.Count == 0 ? null : new CompositeRule(rule, children);
    }

    public IEnumerable<Fact> Facts()
    {
        if (Rule is not null)
            yield return new Fact("Rule", Rule);
        foreach (var child in Children.Take(MaxChildren))
            yield return new Fact("Triggered by", child.State is { } state ? $"{child.Name} ({state})" : child.Name);
        if (Children.Count > MaxChildren)
            yield return new Fact("Triggered by", $"{Children.Count - MaxChildren} more alarms");
    }

    public IEnumerable<Link> Links() => Children.Take(MaxChildren)
        .Select(child => (child.Name, Page: child.Page())).Where(child => child.Page is not null)
        .Select(child => new Link(child.Name, child.Page!));
}

internal sealed record CompositeChild(string Arn, string Name, string? Region, string? State)
{
    public string? Page() => Region is null ? null
        : ConsoleLinks.Alarm(Region, Name, Alerts.Arn.TryParse(Arn, out var arn) ? arn.Partition : null);

    public static CompositeChild? Read(EventJson child)
    {
        if (child.Text("Arn") is not { } text)
            return null;
        var parsed = Alerts.Arn.TryParse(text, out var arn) ? arn : null;
        var name = parsed is null ? text : AlarmPlace.AlarmNameOf(parsed) ?? text;
        return new CompositeChild(text, name, JsonFields.RegionOrNull(parsed?.Region),
            child.Child("State").Text("Value"));
    }
}
