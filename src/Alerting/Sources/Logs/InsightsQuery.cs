using Alerting.Redaction;
using Alerting.Text;

namespace Alerting.Sources.Logs;

/// <summary>
/// Writes the Logs Insights query that finds the lines of a template by the template's longest fixed part. Parts also
/// end at a colon, because a template joins message, exception and detail with ": " where the line has other text.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html</remarks>
internal static class InsightsQuery
{
    /// <summary>Shorter parts match too many lines.</summary>
    private const int MinLength = 4;
    private const int MaxLength = 120;

    public static string For(string template)
    {
        // The query becomes part of a link, so it must not contain secrets that are redacted in the text.
        var part = Redactor.BuiltIn.Apply(template).Split(["<*>", Redactor.Mark, ": "], StringSplitOptions.None)
            .Select(text => text.Trim()).MaxBy(text => text.Length) ?? "";
        var filter =
            part.Length < MinLength ? "" : $"| filter @message like \"{Escape(TextCut.To(part, MaxLength, ""))}\"\n";
        return $"fields @timestamp, @logStream, @message\n{filter}| sort @timestamp desc\n| limit 100";
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
