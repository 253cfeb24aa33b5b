using Alerting.Redaction;
using Alerting.Routing;

namespace Alerting.Silencing;

/// <summary>
/// People copy secrets into silences. A value to compare is redacted as the label's is, so that the silence goes on
/// matching it; a regex is kept, and redacted where it is shown.
/// </summary>
internal static class SilenceRedaction
{
    public static string Text(string text) => Redactor.BuiltIn.Apply(text, keepAddresses: true);

    public static IReadOnlyList<string> Matchers(IReadOnlyList<string> matchers)
    {
        // Earlier versions may have stored null.
        if (matchers is null || matchers.All(matcher => Text(matcher) == matcher))
            return matchers!;
        return [.. matchers.Select(Matcher)];
    }

    private static string Matcher(string text)
    {
        var parsed = new List<Matcher>();
        return MatcherSyntax.Parse(text, parsed) is null
            ? string.Join(", ", parsed.Select(Redacted))
            : Text(text);
    }

    private static string Redacted(Matcher matcher) => matcher.Operator is MatcherOperator.Equal
        or MatcherOperator.NotEqual
        ? Routing.Matcher.Create(matcher.Label, matcher.Operator, SourceText.Any.Value(matcher.Label, matcher.Value))
            .ToString()
        : matcher.ToString();
}
