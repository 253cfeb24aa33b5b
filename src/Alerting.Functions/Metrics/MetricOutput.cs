namespace Alerting.Functions.Metrics;

/// <summary>
/// Writes metric lines to the process's own standard output. Lambda's runtime replaces <see cref="Console.Out"/> and would
/// wrap each line in one of its own, of which CloudWatch makes no metric.
/// </summary>
internal sealed class MetricOutput(Func<string, string?> environment) : IDisposable
{
    public const string NamespaceVariable = "ALERTING_METRICS_NAMESPACE";
    public const string DefaultNamespace = "Alerting";

    private readonly string _namespace =
        environment(NamespaceVariable) is { Length: > 0 } name ? name : DefaultNamespace;

    private readonly string _level = EmfLine.LevelOf(environment("AWS_LAMBDA_LOG_LEVEL"));
    private readonly Stream _output = Console.OpenStandardOutput();

    /// <summary>A line is one write, so it is not mixed with others. Never fails: a metric is no reason to repeat an event.</summary>
    public void Write(InvocationMetrics metrics)
    {
        try
        {
            foreach (var line in metrics.TakeLines(_namespace, _level))
                _output.Write(line);
        }
        catch (IOException)
        {
            // Nobody reads the output.
        }
    }

    public void Dispose() => _output.Dispose();
}
