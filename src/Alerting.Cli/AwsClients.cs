using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;

namespace Alerting.Cli;

/// <summary>AWS clients that give up after about ten seconds, because somebody is waiting at a keyboard.</summary>
internal static class AwsClients
{
    public static AmazonDynamoDBClient Dynamo() => new(Brief(new AmazonDynamoDBConfig()));

    public static AmazonSQSClient Sqs() => new(Brief(new AmazonSQSConfig()));

    private static T Brief<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = TimeSpan.FromSeconds(5);
        config.MaxErrorRetry = 1;
        // The configuration's own region must not be read: that would discard the endpoint in AWS_ENDPOINT_URL.
        Region();
        return config;
    }

    /// <summary>Of the environment or the profile.</summary>
    public static string Region() =>
        FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName
        ?? throw new UserException(Deployments.CredentialProblem.OfProfile()
            ?? "No AWS region is set. Set AWS_REGION, or set a region in your AWS profile.");
}
