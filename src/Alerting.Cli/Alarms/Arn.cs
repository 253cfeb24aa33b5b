using System.Text.RegularExpressions;

namespace Alerting.Cli.Alarms;

/// <summary><c>arn:aws:lambda:eu-west-1:123456789012:function:orders</c></summary>
internal sealed partial record Arn(string Text, string Service, Place Place, string Resource)
{
    public const string Example = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

    /// <summary>What kind of resource it names, such as <c>rds:snapshot</c>.</summary>
    public string Kind => Resource.Split(':', '/') is [{ Length: > 0 } kind, _, ..] ? $"{Service}:{kind}" : Service;

    /// <summary>What follows a prefix of the resource.</summary>
    public string? After(string service, string prefix) =>
        Service == service && Resource.Length > prefix.Length && Resource.StartsWith(prefix, StringComparison.Ordinal)
            ? Resource[prefix.Length..]
            : null;

    public static Arn? Parse(string text) => Pattern().Match(text) is { Success: true } match
        ? new Arn(text, match.Groups["service"].Value,
            new Place(NonEmpty(match.Groups["region"].Value), NonEmpty(match.Groups["account"].Value)),
            match.Groups["resource"].Value)
        : null;

    private static string? NonEmpty(string text) => text.Length > 0 ? text : null;

    [GeneratedRegex("^arn:aws[a-z-]*:(?<service>[a-z0-9-]+):(?<region>([a-z][a-z0-9]*(-[a-z0-9]+)+)?):" +
        "(?<account>[0-9]{12}|aws)?:(?<resource>[!-~]{1,1000})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
