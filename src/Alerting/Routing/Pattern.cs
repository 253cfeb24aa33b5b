using System.Text.RegularExpressions;

namespace Alerting.Routing;

/// <summary>Regular expressions that run in linear time on any alert text.</summary>
internal static class Pattern
{
    public static Regex? TryCompile(string pattern, out string? error) =>
        Make(pattern, RegexOptions.NonBacktracking, out error);

    /// <summary>The pattern must match the whole text.</summary>
    public static Regex? TryCompileWhole(string pattern, out string? error) =>
        // First parse the pattern alone, which is cheap: "a)|(b" would become valid between the anchors.
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
            error = "needs backtracking or is too large. Write it without lookaround, backreferences and high counts.";
        }
        catch (ArgumentException refused)
        {
            error = "is not a regular expression: " + Complaint(refused.Message);
        }
        return null;
    }

    /// <summary>The runtime's message without the pattern, which may be escaped differently in the file.</summary>
    private static string Complaint(string message)
    {
        var offset = message.LastIndexOf(" at offset ", StringComparison.Ordinal);
        var sentence = offset < 0 ? -1 : message.IndexOf(". ", offset, StringComparison.Ordinal);
        return sentence < 0 ? "put a backslash before literal special characters." : message[(sentence + 2)..];
    }
}
