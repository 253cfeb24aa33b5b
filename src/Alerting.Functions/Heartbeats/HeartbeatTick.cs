using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Functions.Checks;
using Alerting.Heartbeats;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Heartbeats;

/// <summary>Sends the alerts of heartbeats that are missing, once a minute.</summary>
internal sealed class HeartbeatTick(AlertingServices services, AwsBackend backend)
{
    private readonly UnrequestedChecks _checks = new(services.ChecksParameter);

    private DynamoHeartbeats Store => backend.Heartbeats;

    public async Task RunAsync(ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var known = await Store.ListAsync(limit.Token);
        if (await ConfigAsync(context, isRequired: known.Count > 0, limit.Token) is not { } config)
            return;
        var now = services.Time.GetUtcNow();
        var steps = Steps(config, known, now);
        // Saved before it is sent and after: a crash between the two sends it again, and groups know duplicates.
        await Task.WhenAll(steps.Where(step => step.Before is not null)
            .Select(step => Store.SaveAsync(step.Name, step.Before!, limit.Token)));
        foreach (var step in steps.Where(step => step.Signal is not null))
        {
            context.Logger.LogInformation("Heartbeat {heartbeat}: {reason} [{code}]", step.Name, step.Reason.Text,
                step.Reason.Code.ToString());
        }
        if (steps.Select(step => step.Signal).OfType<Alerts.Signal>().ToArray() is { Length: > 0 } signals)
            await services.Intake.TakeAsync(signals, context);
        await Task.WhenAll(steps.Select(step => FinishAsync(step, known.GetValueOrDefault(step.Name), limit.Token)));
    }

    private static HeartbeatStep[] Steps(
        AlertingConfig config, IReadOnlyDictionary<string, StoredHeartbeat> known, DateTimeOffset now)
    {
        var configured = config.Heartbeats.ToDictionary(heartbeat => heartbeat.Name, StringComparer.Ordinal);
        return [.. configured.Keys.Union(known.Keys).Select(name => HeartbeatRules.Next(name,
            configured.GetValueOrDefault(name), known.GetValueOrDefault(name)?.At(now), now, config.TimeZone))];
    }

    private Task FinishAsync(HeartbeatStep step, StoredHeartbeat? known, CancellationToken cancellation)
    {
        if (step.After is not { } after)
            return Store.DeleteAsync(step.Name, cancellation);
        var isSaved = step.Before is null && known?.Watch is { } watch && watch == after with { LastBeat = null };
        return isSaved ? Task.CompletedTask : Store.SaveAsync(step.Name, after, cancellation);
    }

    /// <summary>
    /// Null if it cannot be read and no heartbeat was ever known: a stack without heartbeats need not let the tick read
    /// its configuration.
    /// </summary>
    private async Task<AlertingConfig?> ConfigAsync(
        ILambdaContext context, bool isRequired, CancellationToken cancellation)
    {
        try
        {
            var config = (await services.RuntimeAsync(cancellation)).Config;
            _checks.Warn(config, context.Logger);
            return config;
        }
        catch (Exception failure) when (!isRequired && failure is (SecretException or InvalidConfigurationException))
        {
            context.Logger.LogWarning("Heartbeats are not watched: {sentence}", failure.Message);
            return null;
        }
    }
}
