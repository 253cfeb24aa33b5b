using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Ends work before Lambda does, so that there is a moment left to say what was done.</summary>
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
