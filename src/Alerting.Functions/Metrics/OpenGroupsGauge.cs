using Alerting.Aws.State;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Metrics;

/// <summary>
/// Counts the open groups every few minutes. While none is open it writes nothing, because CloudWatch charges for a metric
/// by the hours in which it has values.
/// </summary>
internal sealed class OpenGroupsGauge(AlertingServices services, DynamoGroupStore store)
{
    private const int Minutes = 5;

    private int _last;

    /// <summary>Never throws: the tick has more important work.</summary>
    public async Task MeasureAsync(ILambdaLogger log, CancellationToken cancellation)
    {
        if (services.Metrics.Detail == MetricsDetail.Off || services.Time.GetUtcNow().Minute % Minutes != 0)
            return;
        try
        {
            var open = await store.CountOpenAsync(cancellation);
            if (open > 0 || _last > 0)
                services.Metrics.Measure(Metric.OpenGroups, open);
            _last = open;
        }
        catch (Exception failure) when (failure is TableUnavailableException or OperationCanceledException)
        {
            log.LogWarning("The open groups could not be counted: {failure}", failure.Message);
        }
    }
}
