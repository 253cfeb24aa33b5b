using Alerting.Beside;
using Alerting.Deliveries;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Beside;

/// <summary>Keeps the changes among the events that arrive, so that pages can name them.</summary>
internal sealed class ChangeKeeping(AlertingServices services)
{
    /// <summary>After the alerts are on their way. Never throws: a change that is not kept is only not named.</summary>
    public async Task KeepAsync(Trace trace, ILambdaLogger log, CancellationToken cancellation)
    {
        if (!services.BesideSettings.KeepsChanges)
            return;
        var now = services.Time.GetUtcNow();
        foreach (var traced in trace.Alerts)
        {
            if (ChangeReader.Of(traced.Alert.Signal, now) is not { } change)
                continue;
            try
            {
                await services.RequireBackend().Recent.AddAsync(change, cancellation);
            }
            catch (Exception failure) when (failure is StateUnavailableException or OperationCanceledException)
            {
                log.LogWarning("Change not kept: {change}: {failure}", change.Text, failure.Message);
            }
        }
    }
}
