using System.Text.RegularExpressions;

namespace Alerting.Routing;

/// <summary>Regular expressions that run in time linear to the text, whatever alert text they meet.</summary>
internal static class Pattern
{
    /// <summary>A pattern that may match anywhere in a text.</summary>
    public static Regex? TryCompile(string pattern, out string? error) =>
        Make(pattern, RegexOptions.NonBacktracking, out error);

    /// <summary>A pattern that must match the whole of a text.</summary>
    public static Regex? TryCompileWhole(string pattern, out string? error) =>
        // By itself it is only looked at, which is cheap: between the anchors, "a)|(b" would be a good pattern.
        Make(pattern, RegexOptions.None, out error) is null
            ? null
            : Make($"^(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.Singleline, out error);

    private static Regex? Make(string pattern, RegexOptions options, out string? error)
    {
        error = null;
        try
        {
            return new Regex(pattern, options | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            error = "needs backtracking, or is very large: write it without lookaround, backreferences and high counts.";
        }
        catch (ArgumentException refused)
        {
            error = "is not a regular expression: " + Complaint(refused.Message);
        }
        return null;
    }

    /// <summary>The runtime's own words, without the pattern before them, which may stand in the file in another form.</summary>
    private static string Complaint(string message)
    {
        var offset = message.LastIndexOf(" at offset ", StringComparison.Ordinal);
        var sentence = offset < 0 ? -1 : message.IndexOf(". ", offset, StringComparison.Ordinal);
        return sentence < 0 ? "put a backslash before characters that stand for themselves." : message[(sentence + 2)..];
    }
}
