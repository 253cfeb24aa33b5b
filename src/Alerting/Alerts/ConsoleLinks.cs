using System.Globalization;
using System.Text;

namespace Alerting.Alerts;

/// <summary>Links into the AWS console, on the right host for the partition.</summary>
internal static class ConsoleLinks
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    /// <summary>The partition of a region, for events without an ARN.</summary>
    public static string PartitionOf(string? region) => region switch
    {
        not null when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        not null when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        not null when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        not null when region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
        not null when region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
        not null when region.StartsWith("eu-isoe-", StringComparison.Ordinal) => "aws-iso-e",
        not null when region.StartsWith("us-isof-", StringComparison.Ordinal) => "aws-iso-f",
        _ => "aws",
    };

    /// <summary>
    /// The console of a partition, such as <c>https://console.aws.amazon.com</c>. Null if it has no public one, like
    /// the isolated partitions.
    /// </summary>
    /// <param name="partition">From an ARN; derived from the region if null or empty.</param>
    public static string? Host(string? region, string? partition = null) =>
        (string.IsNullOrEmpty(partition) ? PartitionOf(region) : partition) switch
        {
            "aws" => "https://console.aws.amazon.com",
            "aws-cn" => "https://console.amazonaws.cn",
            "aws-us-gov" => "https://console.amazonaws-us-gov.com",
            "aws-eusc" => "https://console.amazonaws-eusc.eu",
            _ => null,
        };

    /// <summary>A page of the console.</summary>
    /// <param name="rest">The part after <c>home</c> and the region's query.</param>
    public static string? Page(string? region, string service, string rest = "", string? partition = null)
    {
        if (Host(region, partition) is not { } host)
            return null;
        return region is null ? $"{host}/{service}/home{rest}" : $"{host}/{service}/home?region={region}{rest}";
    }

    public static string? Alarm(string region, string alarmName, string? partition = null) =>
        Page(region, "cloudwatch", "#alarmsV2:alarm/" + Fragment(alarmName), partition);

    /// <summary>
    /// A log group, from ten minutes before the moment to five after it. Null at the limits of
    /// <see cref="DateTimeOffset"/>, which only forged times reach.
    /// </summary>
    public static string? LogGroup(string region, string logGroup, DateTimeOffset around, string? partition = null) =>
        around - DateTimeOffset.MinValue > Before && DateTimeOffset.MaxValue - around > After
            ? Page(region, "cloudwatch", $"#logsV2:log-groups/log-group/{Nested(logGroup)}/log-events" +
                Window(around - Before, around + After), partition)
            : null;

    public static string? LogStream(string region, string logGroup, string stream, DateTimeOffset from,
        DateTimeOffset to) =>
        Page(region, "cloudwatch",
            $"#logsV2:log-groups/log-group/{Nested(logGroup)}/log-events/{Nested(stream)}{Window(from, to)}");

    /// <summary>Logs Insights with the query filled in.</summary>
    public static string? LogsInsights(string region, string logGroup, string query, DateTimeOffset from,
        DateTimeOffset to) =>
        Page(region, "cloudwatch", "#logsV2:logs-insights$3FqueryDetail$3D" +
            $"~(end~'{Starred(Iso(to))}~start~'{Starred(Iso(from))}~timeType~'ABSOLUTE~tz~'UTC" +
            $"~editorString~'{Starred(query)}~source~(~'{Starred(logGroup)}))");

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Insights escapes a byte as <c>*</c> and two hexadecimal digits.</summary>
    private static string Starred(string text) =>
        Escape(text).Replace('%', '*').Replace("~", "*7E", StringComparison.Ordinal);

    private static string Window(DateTimeOffset from, DateTimeOffset to) =>
        $"$3Fstart$3D{from.ToUnixTimeMilliseconds()}$26end$3D{to.ToUnixTimeMilliseconds()}";

    /// <summary>The console's escape: percent-encoding with <c>$</c> for <c>%</c>.</summary>
    internal static string Fragment(string text) => Escape(text).Replace('%', '$');

    /// <summary>A name inside an encoded path is encoded twice: <c>/</c> is <c>$252F</c>.</summary>
    internal static string Nested(string text) => Uri.EscapeDataString(Escape(text)).Replace('%', '$');

    /// <summary>Without lone surrogates, which would throw.</summary>
    private static string Escape(string text) =>
        Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
}
