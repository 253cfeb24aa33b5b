using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Sources.Logs;

/// <summary>
/// Writes the Logs Insights query that finds the lines of a template by its longest fixed part. A colon parts as well: where
/// a template is put together of message, exception and detail, the line itself has something else between them.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html</remarks>
internal static class InsightsQuery
{
    /// <summary>Shorter parts stand in too many lines to find anything.</summary>
    private const int MinLength = 4;
    private const int MaxLength = 120;

    public static string For(string template)
    {
        // The query travels in a link, so it must not hold what is masked in the text beside it.
        var part = Redaction.BuiltIn.Apply(template).Split(["<*>", Redaction.Mark, ": "], StringSplitOptions.None).Select(text => text.Trim()).MaxBy(text => text.Length) ?? "";
        var filter = part.Length < MinLength ? "" : $"| filter @message like \"{Escape(TextCut.To(part, MaxLength, ""))}\"\n";
        return $"fields @timestamp, @logStream, @message\n{filter}| sort @timestamp desc\n| limit 100";
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
