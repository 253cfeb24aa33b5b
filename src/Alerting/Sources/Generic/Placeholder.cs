using System.Text.RegularExpressions;

namespace Alerting.Sources.Generic;

/// <summary>
/// A placeholder that the sender's template left as it is: <c>$ALERT_ID</c>, <c>{{title}}</c>, <c>{EVENT.ID}</c>. Every
/// message has it, so it neither identifies an alert nor says anything about it.
/// </summary>
internal static partial class Placeholder
{
    private const int Longest = 200;

    /// <summary>Whether the text is nothing but placeholders.</summary>
    public static bool IsUnfilled(string? text) => text is { Length: > 2 and <= Longest } && Only().IsMatch(text);

    /// <summary>Whether the text stands for no id: <c>null</c>, <c>N/A</c>, <c>0</c>.</summary>
    public static bool IsNoId(string? text) => string.IsNullOrWhiteSpace(text)
        || text.Trim().ToLowerInvariant() is "null" or "nil" or "none" or "undefined" or "unknown" or "n/a" or "na"
            or "-" or "--" or "0" or "-1" or "nan" or "(null)" or "not set" or "unset" or "empty" or "false"
            or "00000000-0000-0000-0000-000000000000";

    [GeneratedRegex("""
        ^[\s:|,/-]*(?:(?:
          \$[A-Za-z_][\w.]* | \$\{[^{}]+\} | \{\{[^{}]+\}\} | \{[A-Za-z_][\w.]*\} | %[A-Za-z_][\w.]*%
          | \[\[[^\[\]]+\]\] | <no\ value> | <[A-Za-z_][\w.-]*> | \*UNKNOWN\*
        )[\s:|,/-]*)+$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Only();
}
