using Alerting.Logs.Bytes;
using Alerting.Logs.Headers;
using Alerting.Logs.Times;

namespace Alerting.Logs.Systems;

/// <summary>Reads the access logs of Apache, nginx and HAProxy: <c>host ident user [time] "request" status bytes …</c></summary>
/// <remarks>https://httpd.apache.org/docs/2.4/logs.html#accesslog</remarks>
internal static class AccessLog
{
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var open = text[..Math.Min(text.Length, 200)].IndexOf(" ["u8);
        var length = open < 0 ? 0 : TimeScanner.Match(text, open + 2);
        if (length == 0 || (!ByteClasses.IsDigit(text[0]) && text[..open].Count((byte)' ') < 2)
            || HasLevel(text[..open]))
        {
            return false;
        }

        var request = text[(open + 2 + length)..];
        if (request.StartsWith("] "u8) && HaproxyLine.TryRead(request[2..], out var ofProxy, out var proxied))
        {
            line.Format = LogFormat.Access;
            line.Time = text.Slice(open + 2, length);
            line.HttpStatus = ofProxy;
            line.Message = proxied;
            return true;
        }

        if (!request.StartsWith("] \""u8))
        {
            return false;
        }

        request = request[2..];
        var end = request[1..].IndexOf("\" "u8);
        if (end < 0 || request.Length < end + 6 || !int.TryParse(request.Slice(end + 3, 3), out var status))
        {
            return false;
        }

        line.Format = LogFormat.Access;
        line.Time = text.Slice(open + 2, length);
        line.HttpStatus = status;
        line.Message = request;
        return true;
    }

    /// <summary>
    /// A logger wrote the line, and its level counts: <c>INFO:werkzeug:10.0.0.1 - - […] "GET / HTTP/1.1" 500</c>
    /// </summary>
    private static bool HasLevel(ReadOnlySpan<byte> before) => !EmbeddedLevel.FindIn(before).IsEmpty;
}
