using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Stops shortly before Lambda's timeout, which leaves time to respond.</summary>
internal static class TimeLimit
{
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    public static CancellationTokenSource Of(ILambdaContext context)
    {
        var limit = new CancellationTokenSource();
        if (context.RemainingTime > Reserve)
            limit.CancelAfter(context.RemainingTime - Reserve);
        return limit;
    }

    /// <summary>For work that does not stop when it should: what is left is just enough to respond.</summary>
    public static TimeSpan LongestWait(ILambdaContext context) =>
        context.RemainingTime > Reserve ? context.RemainingTime - Reserve / 2 : Timeout.InfiniteTimeSpan;
}
