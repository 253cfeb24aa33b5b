using Amazon.Runtime;

namespace Alerting.Aws;

/// <summary>What the AWS SDK throws where a service gives no answer at all, each in its own way.</summary>
internal static class Unreachable
{
    /// <summary>False when it was we who broke off.</summary>
    public static bool Is(Exception failure, CancellationToken cancellation) =>
        // A service that is silent until the client's time is up is a TimeoutException, which is none of the others.
        failure is AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException
        && !cancellation.IsCancellationRequested;
}
