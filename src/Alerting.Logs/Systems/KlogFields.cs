namespace Alerting.Logs.Systems;

/// <summary>
/// Structured klog: the message in quotes, then keys and values. The key <c>err</c> contains the error.
/// <c>"Unhandled Error" err="failed to list *v1.Pod"</c>
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#structured-logging</remarks>
internal static class KlogFields
{
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var end = text.Length > 2 && text[0] == '"' ? EndOfQuote(text) : 0;
        if (end == 0 || (end + 1 < text.Length && text[end + 1] != ' '))
        {
            return false;
        }

        line.Message = text[1..end];
        var fields = text[(end + 1)..];
        var key = fields.IndexOf(" err=\""u8);
        if (key >= 0)
        {
            var value = fields[(key + 5)..];
            line.Detail = value[1..Math.Max(1, EndOfQuote(value))];
        }

        return true;
    }

    /// <summary>The position of the closing quote, or 0.</summary>
    private static int EndOfQuote(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                return at;
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return 0;
    }
}
