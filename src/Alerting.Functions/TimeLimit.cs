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
}
