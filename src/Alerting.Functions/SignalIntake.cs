using Alerting.Alerts;
using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.Functions.Beside;
using Alerting.Functions.Metrics;
using Alerting.Heartbeats;
using Alerting.Text;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

internal interface ISignalIntake
{
    /// <summary>Throws when the signals could not be stored or delivered, so the event is retried.</summary>
    Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context);
}

/// <summary>
/// Classifies and routes, then queues the alerts for their groups. Sends no notifications, so a slow or failing channel
/// cannot affect the intake.
/// </summary>
internal sealed class QueuedIntake(AlertingServices services, AwsBackend backend) : ISignalIntake
{
    private readonly ChangeKeeping _changes = new(services);

    public async Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var runtime = await services.RuntimeAsync(limit.Token);
        var found = new BeatFinder(runtime.Config.Heartbeats).Separate(signals, services.Time.GetUtcNow());
        var trace = await SendAsync(runtime, found.Others, context, limit.Token);
        // After the alerts, which do not wait for the table.
        if (found.Beats.Count > 0)
        {
            var beats = await new HeartbeatIntake(backend.Heartbeats, services.Time)
                .RecordAsync(found, runtime.Config, limit.Token);
            foreach (var traced in (await SendAsync(runtime, beats, context, limit.Token)).Alerts)
                trace.Add(traced.Alert, traced.Decisions);
        }
        return new IntakeResult(trace, []);
    }

    private async Task<Trace> SendAsync(AlertingServices.Runtime runtime, IReadOnlyList<Signal> signals,
        ILambdaContext context, CancellationToken cancellation)
    {
        var intake = runtime.Pipeline.Take(signals, services.Time.GetUtcNow());
        await backend.Mailbox.SendAsync(intake.Envelopes, cancellation);
        TraceLog.Write(context.Logger, intake.Trace, intake.Envelopes);
        services.Metrics.Count(intake.Trace);
        await _changes.KeepAsync(intake.Trace, context.Logger, cancellation);
        return intake.Trace;
    }
}

/// <summary>Local mode: the whole pipeline runs in this process, and nothing is held.</summary>
internal sealed class LocalIntake(AlertingServices services) : ISignalIntake
{
    private object? _warned;

    public async Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var runtime = await services.RuntimeAsync(limit.Token);
        if (runtime.Config.Heartbeats.Count > 0 && !ReferenceEquals(_warned, runtime.Config))
        {
            _warned = runtime.Config;
            context.Logger.LogWarning("Local mode does not watch heartbeats: nothing runs when one does not arrive");
        }
        var local = runtime.Local!;
        var trace = await local.TakeAsync([.. signals], limit.Token);
        var outcomes = await runtime.Delivery.Value.DeliverAsync(trace.Notifications, limit.Token);
        local.Remember(trace, outcomes);
        services.Metrics.Count(trace);
        services.Metrics.Count(outcomes, services.Time.GetUtcNow());
        var result = new IntakeResult(trace, outcomes);
        if (services.IsSamLocal)
            LocalReport.Write(result, runtime.Config.TimeZone);
        else
            TraceLog.Write(context.Logger, result.Trace, outcomes, services.Time.GetUtcNow());
        Undelivered.ThrowIfAny(outcomes);
        return result;
    }
}

/// <summary>The function's response.</summary>
internal sealed record IntakeResult(Trace Trace, IReadOnlyList<DeliveryOutcome> Outcomes)
{
    /// <summary>The trace as JSON.</summary>
    public Stream ToStream() =>
        new MemoryStream(TraceJson.Write(Trace, Outcomes, JsonText.Relaxed).ToArray(), writable: false);
}
