using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Alerting.Cli.Deployments;

/// <summary>Why the SDK has no credentials, as people have them: profiles, sign-ins, roles, credential processes.</summary>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html</remarks>
internal static partial class CredentialProblem
{
    private const string LogIn = "Set AWS_PROFILE, or run 'aws configure' or 'aws sso login'.";

    /// <summary>Null if the failure is about something else.</summary>
    /// <param name="causes">The failure, and what caused it.</param>
    public static string? Sentence(IReadOnlyList<Exception> causes)
    {
        if (causes.OfType<ProfileNotFoundException>().Any())
            return NoProfile();
        if (causes.OfType<ProcessAWSCredentialException>().FirstOrDefault() is { } failed)
            return $"the credential_process{Of()} failed: {failed.Message.Trim().TrimEnd('-').TrimEnd()}.";
        var text = string.Join('\n', causes.OfType<AmazonClientException>().Select(cause => cause.Message));
        if (text.Contains("SSO Token", StringComparison.OrdinalIgnoreCase)
            || text.Contains("is an SSO profile", StringComparison.Ordinal))
        {
            var option = Profile is { } name ? $" --profile {name}" : "";
            return $"the sign-in{Of()} has ended. Run 'aws sso login{option}'.";
        }
        if (text.Contains("requires an MFA", StringComparison.Ordinal))
        {
            return $"the role{Of()} needs an MFA code. Sign in with it first: " +
                $"eval \"$(aws configure export-credentials --profile {Profile} --format env)\".";
        }
        if (SourcePattern().Match(text) is { Success: true } source)
        {
            return $"profile {source.Groups[2].Value} needs profile {source.Groups[1].Value}, which has no " +
                "credentials.";
        }
        if (RolePattern().Match(text) is { Success: true } role)
        {
            var code = causes.OfType<AmazonServiceException>().FirstOrDefault()?.ErrorCode;
            return $"the role {role.Groups[1].Value}{Of()} cannot be assumed" +
                (code is null ? "." : $": STS answered {code}.");
        }
        return !text.Contains("redentials", StringComparison.Ordinal) ? null
            : $"no AWS credentials were found{(Profile is { } profile ? $" in profile {profile}" : "")}. {LogIn}";
    }

    /// <summary>Null if the profile exists, or none is named.</summary>
    public static string? OfProfile() =>
        Profile is { } name && !new CredentialProfileStoreChain().TryGetProfile(name, out _)
            ? $"T{NoProfile()[1..]}" : null;

    private static string? Profile =>
        Environment.GetEnvironmentVariable("AWS_PROFILE") is { Length: > 0 } profile ? profile : null;

    private static string NoProfile() =>
        $"the AWS profile {Profile} does not exist. 'aws configure list-profiles' shows those that do.";

    private static string Of() => Profile is { } profile ? $" of profile {profile}" : "";

    [GeneratedRegex(@"source profile \[(.+?)\] for profile \[(.+?)\]")]
    private static partial Regex SourcePattern();

    [GeneratedRegex(@"AssumeRole for role (\S+)")]
    private static partial Regex RolePattern();
}
