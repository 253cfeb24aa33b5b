using System.Text.RegularExpressions;
using Alerting.Aws.Queues;
using Alerting.Deliveries;
using Amazon.Runtime;

namespace Alerting.Cli;

/// <summary>What to do about an error of AWS: the table, the region, the profile or the permission is wrong.</summary>
internal static partial class AwsErrors
{
    private static readonly string[] BadCredentials =
    [
        "ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId",
        "InvalidSignatureException", "SignatureDoesNotMatch", "InvalidAccessKeyId", "MissingAuthenticationToken",
    ];

    private static readonly string[] Absent =
    [
        "ResourceNotFoundException", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
    ];

    /// <summary>Runs the work and turns errors of AWS into sentences.</summary>
    /// <param name="queue">Null if the work uses none.</param>
    public static async Task<T> CatchAsync<T>(string table, string? queue, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StateUnavailableException failure)
        {
            throw new UserException(Sentence("table", table, failure));
        }
        catch (QueueUnavailableException failure)
        {
            throw new UserException(Sentence("queue", queue ?? "", failure));
        }
        catch (AmazonClientException failure)
        {
            throw new UserException(IsWithoutCredentials(failure)
                ? NoCredentials : $"Cannot call AWS: {failure.Message}");
        }
    }

    private const string NoCredentials =
        "No AWS credentials were found. Set AWS_PROFILE, or sign in with 'aws configure' or 'aws sso login'.";

    private static string Sentence(string kind, string name, Exception failure) => failure.InnerException switch
    {
        AmazonServiceException { ErrorCode: { } code } when Absent.Contains(code) =>
            $"The {kind} {name} does not exist in {AwsClients.Region}. Write the stack's output " +
            $"{(kind == "table" ? "TableName" : "GroupsQueueUrl")}, or choose another region or account with " +
            "AWS_REGION or AWS_PROFILE.",
        AmazonServiceException { ErrorCode: { } code } refused when IsDenied(code) =>
            $"Not permitted: {Action(refused) ?? $"access to the {kind}"} on {name}. Add the permission to your " +
            "role, or choose another profile with AWS_PROFILE.",
        AmazonServiceException { ErrorCode: { } code } when BadCredentials.Contains(code) =>
            $"AWS rejects the credentials ({code}). Sign in again, or choose another profile with AWS_PROFILE.",
        AmazonClientException unsent when IsWithoutCredentials(unsent) => NoCredentials,
        _ => $"Cannot use {kind} {name}: {failure.Message.TrimEnd('.')}.",
    };

    private static bool IsDenied(string code) => code.StartsWith("AccessDenied", StringComparison.Ordinal);

    private static bool IsWithoutCredentials(AmazonClientException failure) =>
        failure.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);

    /// <summary>"User: arn:… is not authorized to perform: dynamodb:Query on resource: arn:…"</summary>
    private static string? Action(AmazonServiceException refused) =>
        PermissionAction().Match(refused.Message) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("perform: ([a-z]+:[A-Za-z]+)")]
    private static partial Regex PermissionAction();
}
