using Alerting.Aws.State;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Metrics;

/// <summary>
/// How long the oldest step of an escalation policy is overdue: somebody should have been asked, and was not. While none is
/// overdue it reads and writes nothing.
/// </summary>
internal sealed class OverdueEscalationGauge(AlertingServices services, DynamoGroupStore store)
{
    private bool _wasOverdue;

    /// <summary>Never throws: the tick has more important work.</summary>
    /// <param name="late">Groups that should have been woken by an earlier tick.</param>
    public async Task MeasureAsync(
        IReadOnlyList<GroupAddress> late, ILambdaLogger log, CancellationToken cancellation)
    {
        if (late.Count == 0 && !_wasOverdue)
            return;
        try
        {
            var groups = await Task.WhenAll(late.Select(group => store.LoadAsync(group.Key, cancellation).AsTask()));
            var overdue = Oldest(groups.OfType<StoredGroup>().Select(group => group.State), services.Time.GetUtcNow());
            // Once more when it is over, so that the last value does not stay.
            if (overdue > TimeSpan.Zero || _wasOverdue)
                services.Metrics.Measure(Metric.OldestOverdueEscalation, Math.Round(overdue.TotalSeconds));
            _wasOverdue = overdue > TimeSpan.Zero;
        }
        catch (Exception failure) when (failure is TableUnavailableException or OperationCanceledException
            or NewerStateException)
        {
            log.LogWarning("The overdue escalations could not be read: {failure}", failure.Message);
        }
    }

    /// <summary>Nothing for incidents that somebody answered, and for those that are over.</summary>
    public static TimeSpan Oldest(IEnumerable<GroupState> groups, DateTimeOffset now) => groups
        .Select(group => now - group.Incident?.NextStepAt ?? TimeSpan.Zero)
        .Append(TimeSpan.Zero).Max();
}
