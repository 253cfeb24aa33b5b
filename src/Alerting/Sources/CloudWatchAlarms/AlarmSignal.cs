using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

internal static class AlarmSignal
{
    /// <summary>One format for event keys, because SNS and EventBridge format the same time differently.</summary>
    private const string KeyTime = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static Signal Of(AlarmChange change, EventMessage message)
    {
        var name = change.Name ?? "an alarm without a name";
        var place = change.Place;
        var at = change.ChangedAt ?? message.SentAt;
        var alarm = change.Arn ?? place.ArnOf(name);
        var description = AlarmDescription.Read(change.Description);
        var identity = change.Contributor is { } contributor ? $"{alarm}|{contributor.Id}" : alarm;
        return new Signal
        {
            Source = AlarmReader.SourceName,
            Name = name,
            Title = change.Contributor is { } series ? $"{name}: {series.Name}" : name,
            Identity = identity,
            EventKey = $"{identity}|{ChangeTime(change, message)}|{change.State.Word}",
            Status = change.State.Status,
            State = change.State.Word,
            PreviousState = change.PreviousState,
            Summary = change.Reason,
            Description = description.Text,
            Account = place.Account,
            Region = place.Region,
            Service = change.Tags.GetValueOrDefault("service") ?? change.Trigger.Service,
            OccurredAt = at,
            StartsAt = StartsAt(change),
            Claims = AlarmTags.SeverityClaims(change.Tags),
            Fallback = change.State.Fallback,
            Recovers = true,
            HasNoData = change.State.HasNoData,
            Labels = Labels(change),
            Facts = Facts(change),
            Measurement = change.Trigger.Measurement,
            Links = description.Around(Links(change, name, at)),
            Samples = change.LogLines,
            Problems = Problems(change),
        };
    }

    private static string? ChangeTime(AlarmChange change, EventMessage message) =>
        change.ChangedAt is { } time
            ? time.UtcDateTime.ToString(KeyTime, null)
            : change.ChangedAtText ?? message.MessageId;

    /// <summary>
    /// The time of the previous state, if the alarm fired then and now resolves or only another property changed.
    /// </summary>
    private static DateTimeOffset? StartsAt(AlarmChange change)
    {
        var fired = change.PreviousState is "ALARM" or "INSUFFICIENT_DATA";
        var continues = change.State.Status == AlertStatus.Resolved || change.PreviousState == change.State.Word;
        return fired && continues ? change.PreviouslyChangedAt : null;
    }

    private static Dictionary<string, string> Labels(AlarmChange change)
    {
        var labels = new Dictionary<string, string>();
        if (change.Trigger.Namespace is { } ns)
            labels["namespace"] = ns;
        if (change.Trigger.MetricName is { } metric)
            labels["metric"] = metric;
        if (change.Trigger.MetricAccount is { } account)
            labels["metric_account"] = account;
        foreach (var (name, value) in change.Trigger.Dimensions)
            labels["dim_" + name] = value;
        foreach (var (name, value) in change.Contributor?.Attributes ?? [])
            labels["dim_" + name] = value;
        if (change.Suppression.MutedBy is { } rule)
            labels["muted_by"] = rule;
        if (change.Suppression.SuppressedBy is { } suppressor)
            labels["suppressed_by"] = suppressor;
        foreach (var (key, value) in change.Tags)
            labels["tag_" + key] = value;
        return labels;
    }

    private static IReadOnlyList<Fact> Facts(AlarmChange change) =>
    [
        .. change.Trigger.Facts,
        .. change.Contributor?.Attributes.Select(attribute => new Fact(attribute.Key, attribute.Value)) ?? [],
        .. change.LogQuery,
        .. change.Composite?.Facts() ?? [],
        .. change.Suppression.Facts,
    ];

    private static List<string> Problems(AlarmChange change)
    {
        var problems = new List<string>(change.Problems);
        if (change.State.Problem is { } unknown)
            problems.Add(unknown);
        if (change.ChangedAt is null)
        {
            problems.Add(change.ChangedAtText is { } text
                ? $"The state change time \"{text}\" is not a time; the delivery time is used."
                : "The alarm has no state change time; the delivery time is used.");
        }
        foreach (var (key, value) in change.Tags)
        {
            if (key.Equals("severity", StringComparison.OrdinalIgnoreCase) && SeverityWords.Parse(value) is null)
                problems.Add($"Unknown severity in the alarm tag {key}={value}; the tag is ignored.");
        }
        if (change.TagsStatus is not (null or "SUCCESS"))
            problems.Add($"Alarm tags may be missing: CloudWatch reports {change.TagsStatus}.");
        return problems;
    }

    /// <summary>To the alarm and, if the metric implies a log group, to the logs around the change.</summary>
    private static List<Link> Links(AlarmChange change, string alarmName, DateTimeOffset? at)
    {
        if (change.Place.Region is not { } region)
            return [];
        var partition = change.Place.Partition;
        var links = new List<Link>();
        if (ConsoleLinks.Alarm(region, alarmName, partition) is { } page)
            links.Add(new("Alarm", page));
        if (at is { } moment && LogGroup(change.Trigger) is { } group
            && ConsoleLinks.LogGroup(region, group, moment, partition) is { } logs)
        {
            links.Add(new("Logs", logs));
        }
        links.AddRange(change.Composite?.Links() ?? []);
        return links;
    }

    /// <summary>For namespaces whose log groups have a fixed name.</summary>
    private static string? LogGroup(AlarmTrigger trigger) => trigger.Namespace switch
    {
        "AWS/Lambda" => WithPrefix("/aws/lambda/", trigger.Dimension("FunctionName")),
        "LambdaInsights" => WithPrefix("/aws/lambda/", trigger.Dimension("function_name")),
        "AWS/CodeBuild" => WithPrefix("/aws/codebuild/", trigger.Dimension("ProjectName")),
        "AWS/Logs" => trigger.Dimension("LogGroupName"),
        "AWS/SageMaker" => WithPrefix("/aws/sagemaker/Endpoints/", trigger.Dimension("EndpointName")),
        "ContainerInsights" => trigger.Dimension("ClusterName") is { } cluster
            ? $"/aws/containerinsights/{cluster}/application"
            : null,
        _ => null,
    };

    private static string? WithPrefix(string prefix, string? name) => name is null ? null : prefix + name;
}
