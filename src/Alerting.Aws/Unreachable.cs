using Amazon.Runtime;

namespace Alerting.Aws;

/// <summary>Recognizes the different exceptions that the AWS SDK throws when a service does not respond.</summary>
internal static class Unreachable
{
    /// <summary>
    /// A call that we cancelled says nothing about the service. Every other failure does, even after a cancellation.
    /// </summary>
    public static bool Is(Exception failure, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        // The client throws TimeoutException when its own timeout expires.
        AmazonClientException or HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };
}
