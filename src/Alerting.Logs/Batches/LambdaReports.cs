using System.Buffers;
using System.Text;

namespace Alerting.Logs.Batches;

/// <summary>Reads the figures of Lambda's reports, in text and in JSON.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html,
/// https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#ReportMetrics</remarks>
internal static class LambdaReports
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789."u8);

    public static LambdaReport Read(ReadOnlySpan<byte> text) => new(
        Text(text, "\tDuration: "u8) ?? Text(text, "Init Duration: "u8) ?? Number(text, "\"durationMs\":"u8, " ms"),
        Text(text, "Memory Size: "u8) ?? Number(text, "\"memorySizeMB\":"u8, " MB"),
        Text(text, "Max Memory Used: "u8) ?? Number(text, "\"maxMemoryUsedMB\":"u8, " MB"));

    /// <summary>The text of a report, for people. Null if another line says it better.</summary>
    public static string? Headline(LambdaEvent platform, ReadOnlySpan<byte> text)
    {
        var report = Read(text);
        var type = Text(text, "Error Type: "u8) is { } name ? ": " + name : "";
        return platform switch
        {
            LambdaEvent.OutOfMemory when report is { MaxMemoryUsed: { } used, MemorySize: { } size } =>
                $"Out of memory: {used} of {size} used",
            LambdaEvent.OutOfMemory => "Out of memory",
            LambdaEvent.InvocationFailed => "Invocation failed" + type,
            LambdaEvent.InitFailed => "The function failed to start" + type,
            LambdaEvent.InitTimedOut when report.Duration is { } duration =>
                $"The function started slowly: its start was stopped after {duration}",
            LambdaEvent.InitTimedOut => "The function started slowly",
            _ => null,
        };
    }

    private static string? Text(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + name.Length)..];
        var end = value.IndexOfAny((byte)'\t', (byte)'\n');
        return Encoding.UTF8.GetString((end < 0 ? value : value[..end]).Trim((byte)' '));
    }

    private static string? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, string unit)
    {
        var at = text.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + name.Length)..].TrimStart((byte)' ');
        var end = value.IndexOfAnyExcept(NumberBytes);
        return end <= 0 ? null : Encoding.UTF8.GetString(value[..end]) + unit;
    }
}
