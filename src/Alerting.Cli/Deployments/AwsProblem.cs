using System.Text.RegularExpressions;
using Alerting.Aws.Queues;
using Alerting.Deliveries;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Alerting.Cli.Deployments;

/// <summary>
/// Turns AWS's failures into one sentence that names what is missing: the region, the credentials, the permission, or
/// the table or queue.
/// </summary>
internal static partial class AwsProblem
{
    private const string Elsewhere = "Set AWS_REGION or AWS_PROFILE if it is in another region or account.";

    /// <summary>Runs the work on a part of a deployment and turns AWS's failures into user errors.</summary>
    /// <param name="part">Such as <c>table alerting-dev</c>.</param>
    /// <param name="kept">What the failure left unchanged, as a sentence.</param>
    public static async Task<T> ExplainAsync<T>(string part, Func<Task<T>> work, string kept = "")
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is StateUnavailableException or QueueUnavailableException
            or AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException
            or OperationCanceledException { InnerException: TimeoutException } or ProfileNotFoundException
            or ProcessAWSCredentialException)
        {
            throw new UserException($"Cannot use {part}: {Reason(failure)} {kept}".TrimEnd());
        }
    }

    /// <summary>Whether the credentials lack the permission.</summary>
    public static bool IsDenied(Exception failure) =>
        Causes(failure).OfType<AmazonServiceException>().Any(refused => Kind(refused.ErrorCode) == Problem.Denied);

    /// <param name="action">The permission it needs.</param>
    public static string SentenceOf(Exception failure, string action) => Reason(failure, action);

    /// <summary>For a call by <see cref="SignedCalls"/>.</summary>
    /// <param name="action">The permission it needs.</param>
    public static string Refused(string service, string action, SignedAnswer answer, string region) =>
        $"{service} answered {answer.Code}{Advice(answer.Code, answer.Text, action, region)}";

    private static string Reason(Exception failure, string? action = null)
    {
        var causes = Causes(failure).ToArray();
        if (CredentialProblem.Sentence(causes) is { } missing)
            return missing;
        if (causes.OfType<AmazonServiceException>().FirstOrDefault() is { } refused)
        {
            var code = refused.ErrorCode ?? refused.StatusCode.ToString();
            return $"{Service(causes)} answered {code}{Advice(code, refused.Message, action, AwsClients.Region())}";
        }
        return $"{Service(causes)} cannot be reached in {AwsClients.Region()}.";
    }

    private static string Advice(string code, string message, string? action, string region) => Kind(code) switch
    {
        Problem.Denied => $": the credentials{Profile(" of profile ")} may not call " +
            $"{(ActionPattern().Match(message) is { Success: true } named ? named.Groups[1].Value : action ?? "it")}.",
        Problem.Expired =>
            $": the credentials{Profile(" of profile ")} are not valid any more. Run 'aws sso login', or renew them.",
        Problem.Missing => $": it does not exist in {region}. {Elsewhere}",
        _ => ".",
    };

    private static Problem Kind(string? code) => code switch
    {
        "AccessDenied" or "AccessDeniedException" or "AuthorizationError" or "UnauthorizedOperation" => Problem.Denied,
        "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" or "UnrecognizedClientException"
            or "InvalidClientTokenId" or "InvalidSignatureException" or "SignatureDoesNotMatch" => Problem.Expired,
        "ResourceNotFoundException" or "QueueDoesNotExist" or "AWS.SimpleQueueService.NonExistentQueue" =>
            Problem.Missing,
        _ => Problem.Other,
    };

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? at = failure; at is not null; at = at.InnerException)
            yield return at;
    }

    private static string Service(Exception[] causes) => causes[0] switch
    {
        StateUnavailableException => "DynamoDB",
        HttpRequestException or OperationCanceledException => "AWS",
        _ => "SQS",
    };

    private static string Profile(string before) =>
        Environment.GetEnvironmentVariable("AWS_PROFILE") is { Length: > 0 } profile ? before + profile : "";

    /// <summary>Of "User: arn:… is not authorized to perform: dynamodb:Query on resource: …".</summary>
    [GeneratedRegex("not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex ActionPattern();

    private enum Problem { Other, Denied, Expired, Missing }
}
