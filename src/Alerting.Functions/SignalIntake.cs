using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// What every function that takes events in does with the signals it read. Without a queue and a table the whole way is
/// gone here: classified, routed, written and sent.
/// </summary>
public sealed class SignalIntake(AlertingServices services)
{
    /// <summary>Lambda needs a moment after the last send to take the answer.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    /// <summary>Tells whom it concerns. Throws <see cref="UndeliveredException"/> when somebody was not reached.</summary>
    public async Task<Told> TellAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = new CancellationTokenSource();
        if (context.RemainingTime > Reserve)
            limit.CancelAfter(context.RemainingTime - Reserve);
        var runtime = await services.RuntimeAsync(limit.Token);
        var trace = await runtime.Local.TakeAsync([.. signals], limit.Token);
        var outcomes = await runtime.Deliverer.DeliverAsync(trace.Notifications, limit.Token);
        runtime.Local.Remember(trace, outcomes);
        var told = new Told(RedactedTrace.Of(trace, runtime.Redaction), outcomes);
        TraceLog.Write(context.Logger, told.Trace, outcomes, print: services.IsSamLocal);
        Undelivered.ThrowIfAny(outcomes);
        return told;
    }
}

/// <summary>What became of an event, with secrets masked: it leaves the function.</summary>
public sealed record Told(Trace Trace, IReadOnlyList<DeliveryOutcome> Outcomes)
{
    /// <summary>The function's answer: the trace as JSON.</summary>
    public Stream ToStream() => new MemoryStream(TraceJson.Write(Trace, Outcomes, JsonText.Relaxed).ToArray(), writable: false);
}
