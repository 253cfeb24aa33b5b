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

    [GeneratedRegex("""
        ^[\s:|,/-]*(?:(?:
          \$[A-Za-z_][\w.]* | \$\{[^{}]+\} | \{\{[^{}]+\}\} | \{[A-Za-z_][\w.]*\} | %[A-Za-z_][\w.]*%
          | \[\[[^\[\]]+\]\] | <no\ value> | <[A-Za-z_][\w.-]*> | \*UNKNOWN\*
        )[\s:|,/-]*)+$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Only();
}
