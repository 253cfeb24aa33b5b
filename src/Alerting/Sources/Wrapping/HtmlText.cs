using System.Net;
using System.Text.RegularExpressions;

namespace Alerting.Sources.Wrapping;

/// <summary>The text of a mail in HTML, in lines.</summary>
internal static partial class HtmlText
{
    private const int Longest = 512 * 1024;

    /// <summary>Any other text unchanged.</summary>
    public static string Plain(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (text.Length > Longest || !(start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<body", StringComparison.OrdinalIgnoreCase)))
        {
            return text;
        }
        var shown = Tag().Replace(LineEnd().Replace(Hidden().Replace(text, ""), "\n"), "");
        var lines = WebUtility.HtmlDecode(shown).Split('\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? text : string.Join('\n', lines);
    }

    [GeneratedRegex("<(?<name>head|style|script)\\b.*?</\\k<name>\\s*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<(?:br|/?(?:p|div|h[1-6]|li|tr|table|ul|ol))\\b[^>]{0,2000}>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LineEnd();

    [GeneratedRegex("<[!/a-zA-Z][^>]{0,2000}>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tag();
}
