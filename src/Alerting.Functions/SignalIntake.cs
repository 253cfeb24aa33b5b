using Alerting.Alerts;
using Alerting.Aws;
using Alerting.Channels;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>What every function that takes events in does with the signals it read.</summary>
public interface ISignalIntake
{
    /// <summary>Takes the signals in; throws when they are not safe, so that the event comes again.</summary>
    Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context);
}

/// <summary>
/// With queues and a table: classified, routed, and handed to the groups by the queue. Nobody is told here, so no channel can
/// delay or fail the intake.
/// </summary>
internal sealed class QueuedIntake(AlertingServices services, AwsBackend backend) : ISignalIntake
{
    public async Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var runtime = await services.RuntimeAsync(limit.Token);
        var intake = runtime.Pipeline.Take(signals, services.Time.GetUtcNow());
        await backend.Mailbox.SendAsync(intake.Envelopes, limit.Token);
        var result = new IntakeResult(RedactedTrace.Of(intake.Trace, runtime.Redaction), []);
        TraceLog.Write(context.Logger, result.Trace, intake.Envelopes, runtime.Redaction);
        return result;
    }
}

/// <summary>
/// Without them: the whole way is gone here, with a memory as long as the process. What would wait is told at once, and what
/// Lambda repeats after a failure is told to those it did not reach.
/// </summary>
internal sealed class LocalIntake(AlertingServices services) : ISignalIntake
{
    public async Task<IntakeResult> TakeAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var runtime = await services.RuntimeAsync(limit.Token);
        var local = runtime.Local!;
        var trace = await local.TakeAsync([.. signals], limit.Token);
        var outcomes = await runtime.Deliverer.DeliverAsync(trace.Notifications, limit.Token);
        local.Remember(trace, outcomes);
        var result = new IntakeResult(RedactedTrace.Of(trace, runtime.Redaction), outcomes);
        if (services.IsSamLocal)
            LocalReport.Write(result, runtime.Config.TimeZone);
        else
            TraceLog.Write(context.Logger, result.Trace, outcomes);
        Undelivered.ThrowIfAny(outcomes);
        return result;
    }
}

/// <summary>What became of an event, with secrets masked: it leaves the function.</summary>
public sealed record IntakeResult(Trace Trace, IReadOnlyList<DeliveryOutcome> Outcomes)
{
    /// <summary>The function's answer: the trace as JSON.</summary>
    public Stream ToStream() => new MemoryStream(TraceJson.Write(Trace, Outcomes, JsonText.Relaxed).ToArray(), writable: false);
}
