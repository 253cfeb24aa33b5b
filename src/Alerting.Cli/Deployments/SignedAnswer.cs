using System.Text.RegularExpressions;

namespace Alerting.Cli.Deployments;

/// <param name="Text">XML or JSON.</param>
internal sealed partial record SignedAnswer(int Status, string Text)
{
    public bool IsError => Status is < 200 or > 299;

    /// <summary><c>&lt;Code&gt;</c> of the query protocol, <c>__type</c> of the JSON protocol, else the status.</summary>
    public string Code => CodePattern().Match(Text) is { Success: true } match ? match.Groups[1].Value : $"{Status}";

    [GeneratedRegex("""(?:<Code>|"__type"\s*:\s*"(?:[^"#]*#)?)([A-Za-z.]+)""", RegexOptions.NonBacktracking)]
    private static partial Regex CodePattern();
}
