using Amazon.Runtime;

namespace Alerting.Aws;

/// <summary>What the AWS SDK throws where a service gives no answer at all, each in its own way.</summary>
internal static class Unreachable
{
    /// <summary>Calls that end because we broke off are not its silence; what failed otherwise is, whatever was broken off since.</summary>
    public static bool Is(Exception failure, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        // A service that is silent until the client's time is up is a TimeoutException, which is none of the others.
        AmazonClientException or HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };
}
