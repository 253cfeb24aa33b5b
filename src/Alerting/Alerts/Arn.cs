using System.Diagnostics.CodeAnalysis;

namespace Alerting.Alerts;

/// <summary><c>arn:partition:service:region:account:resource</c>; region and account may be empty.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</remarks>
public sealed record Arn(string Partition, string Service, string? Region, string? Account, string Resource)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
            return false;
        var parts = text.Split(':', 6);
        if (parts.Length < 6 || parts[5].Length == 0)
            return false;
        arn = new Arn(parts[1], parts[2], parts[3] is { Length: > 0 } region ? region : null,
            parts[4] is { Length: > 0 } account ? account : null, parts[5]);
        return true;
    }

    /// <summary>The resource without its type: <c>name</c> for <c>alarm:name</c>.</summary>
    public string ResourceName => Resource[(Resource.IndexOfAny([':', '/']) + 1)..];
}
