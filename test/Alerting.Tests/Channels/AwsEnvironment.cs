using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>The environment variables that point AWS clients to an endpoint.</summary>
/// <remarks>
/// They are global to the process, so test classes that set them share a collection and do not run in parallel.
/// </remarks>
internal static class AwsEnvironment
{
    public const string Collection = "AWS environment";

    /// <summary>Points clients created from now on to a test server.</summary>
    public static void PointTo(SnsServer sns)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_SNS", sns.Uri.ToString());
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example-secret");
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
    }
}
