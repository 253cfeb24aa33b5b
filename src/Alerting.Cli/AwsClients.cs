using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SQS;

namespace Alerting.Cli;

/// <summary>AWS clients that give up after about ten seconds, because somebody is waiting at a keyboard.</summary>
internal static class AwsClients
{
    public static AmazonDynamoDBClient Dynamo() => new(Brief(new AmazonDynamoDBConfig()));

    public static AmazonSQSClient Sqs() => new(Brief(new AmazonSQSConfig()));

    /// <summary>For sentences; the clients fail without one.</summary>
    public static string Region =>
        FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? "this region";

    private static T Brief<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = TimeSpan.FromSeconds(5);
        config.MaxErrorRetry = 1;
        if (Environment.GetEnvironmentVariable("AWS_PROFILE") is { Length: > 0 } profile
            && Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is not { Length: > 0 }
            && !new CredentialProfileStoreChain().TryGetProfile(profile, out _))
        {
            throw new UserException($"The AWS profile {profile} does not exist in your ~/.aws files. Set AWS_PROFILE " +
                "to another one.");
        }
        // The configuration's own region must not be read: that would discard the endpoint in AWS_ENDPOINT_URL.
        if (FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false) is null)
            throw new UserException("No AWS region is set. Set AWS_REGION, or set a region in your AWS profile.");
        return config;
    }
}
