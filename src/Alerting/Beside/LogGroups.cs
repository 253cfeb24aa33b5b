using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Beside;

/// <summary>Which log group belongs to an alarm, of those that may be read.</summary>
/// <param name="allowed">Names; one may end in <c>*</c>.</param>
public sealed class LogGroups(IReadOnlyList<string> allowed)
{
    public static LogGroups None { get; } = new([]);

    public bool IsNone => allowed.Count == 0;

    /// <param name="list">Names with commas between them.</param>
    public static LogGroups Parse(string? list) => new(
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Null if none follows from the alarm, or none that may be read.</summary>
    public string? Of(Signal signal) => Candidates(signal).FirstOrDefault(MayRead);

    public bool MayRead(string group) => allowed.Any(name => name.EndsWith('*')
        ? group.StartsWith(name.AsSpan(0, name.Length - 1), StringComparison.Ordinal) : group == name);

    /// <summary>The namespace and the name of a metric that a metric filter may write; null for AWS's own.</summary>
    public static (string Namespace, string Metric)? CustomMetric(Signal signal) =>
        signal.Source == AlarmReader.SourceName
        && signal.Labels.GetValueOrDefault("namespace") is { } space
        && !space.StartsWith("AWS/", StringComparison.Ordinal)
        && signal.Labels.GetValueOrDefault("metric") is { } metric ? (space, metric) : null;

    private IEnumerable<string> Candidates(Signal signal)
    {
        // An alert made of log lines shows them already.
        if (signal.Source == Signal.LogSource)
            yield break;
        string? Label(string name) => signal.Labels.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        if ((Label("dim_LogGroupName") ?? Label("log_group")) is { } named)
            yield return named;
        if (Label("dim_FunctionName") is { } function)
            yield return "/aws/lambda/" + function;
        if (Label("dim_ApiId") is { } api && Label("dim_Stage") is { } stage)
            yield return $"API-Gateway-Execution-Logs_{api}/{stage}";
        if (Label("dim_ServiceName") is { } service)
            yield return "/ecs/" + service;
        if (Label("dim_ProjectName") is { } project)
            yield return "/aws/codebuild/" + project;
        foreach (var database in new[] { Label("dim_DBInstanceIdentifier") }.OfType<string>())
        {
            foreach (var kind in (string[])["postgresql", "error"])
                yield return $"/aws/rds/instance/{database}/{kind}";
        }
        // Nobody has to name a log group like its service, but whoever allows it by name often does.
        foreach (var name in new[] { Label("dim_ServiceName"), Label("dim_ApiName") }.OfType<string>())
        {
            foreach (var group in allowed.Where(group => group.EndsWith("/" + name, StringComparison.Ordinal)))
                yield return group;
        }
    }
}

/// <summary>Reads log groups.</summary>
public interface ILogReader
{
    /// <summary>
    /// Lines of that time, at most 1 MB, in the JSON of a log subscription. Throws <see cref="BesideException"/>.
    /// </summary>
    Task<byte[]> ReadAsync(string group, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellation);

    /// <summary>The log group whose filter writes the metric; null if there is none.</summary>
    Task<string?> FindAsync(string metricNamespace, string metric, CancellationToken cancellation);
}
