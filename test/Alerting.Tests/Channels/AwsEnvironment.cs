using Alerting.TestServers;

namespace Alerting.Tests.Channels;

/// <summary>The variables from which AWS clients learn where AWS is.</summary>
/// <remarks>
/// A process has one set of them. Classes that set them belong to the collection, so that none runs while another does.
/// </remarks>
internal static class AwsEnvironment
{
    public const string Collection = "AWS environment";

    /// <summary>Points clients that are made from now on to a server of a test.</summary>
    public static void PointTo(SnsServer sns)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_SNS", sns.Uri.ToString());
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example-secret");
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
    }
}
