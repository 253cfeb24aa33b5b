using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>
/// Reads HAProxy's log of HTTP requests: <c>client [time] frontend backend/server timers status … "request"</c>
/// </summary>
/// <remarks>https://docs.haproxy.org/3.0/configuration.html#8.2.3</remarks>
internal static class HaproxyLine
{
    private const int ColumnsBeforeStatus = 3;

    /// <param name="text">The line after the bracket with the time.</param>
    /// <param name="status">The status of the request.</param>
    /// <param name="request">The request in quotes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out int status, out ReadOnlySpan<byte> request)
    {
        status = 0;
        request = default;
        var quote = text.IndexOf(" \""u8);
        if (quote < 0 || text[0] == '"' || text[^1] != '"')
        {
            return false;
        }

        var rest = text[..quote].TrimStart((byte)' ');
        for (var i = 0; i < ColumnsBeforeStatus; i++)
        {
            var space = rest.IndexOf((byte)' ');
            // The backend with its server, and the timers.
            if (space < 0 || (i > 0 && rest[..space].IndexOf((byte)'/') < 0))
            {
                return false;
            }

            rest = rest[(space + 1)..];
        }

        request = text[(quote + 1)..];
        return rest.Length > 3 && rest[3] == ' ' && ByteClasses.IsDigit(rest[0]) && int.TryParse(rest[..3], out status);
    }
}
