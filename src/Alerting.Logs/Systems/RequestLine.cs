using Alerting.Logs.Bytes;
using Alerting.Logs.Templates;

namespace Alerting.Logs.Systems;

/// <summary>Reads the status of a request that a web framework logs without a level.</summary>
/// <remarks>
/// morgan (https://github.com/expressjs/morgan#predefined-formats): <c>GET /orders 200 12.3 ms - 87</c>; Gin:
/// <c>[GIN] 2026/01/31 - 10:00:00 | 200 | 1.2ms | 10.0.0.1 | GET "/orders"</c>
/// </remarks>
internal static class RequestLine
{
    /// <summary>API Gateway's execution log: <c>(request id) Method completed with status: 502</c></summary>
    private static ReadOnlySpan<byte> ApiGateway => ") Method completed with status: "u8;

    /// <summary>The status, or 0.</summary>
    public static int Status(ReadOnlySpan<byte> text)
    {
        if (text.Length > 40 && text[0] == '(')
        {
            var status = text[..Math.Min(text.Length, 80)].IndexOf(ApiGateway);
            return status < 0 ? 0 : Number(text[(status + ApiGateway.Length)..], (byte)' ');
        }

        if (text.Length < 12 || !(ByteClasses.IsUpper(text[0]) || text[0] is (byte)'[' or (byte)'"' or (byte)'|'))
        {
            return 0;
        }

        if (text.StartsWith("[GIN]"u8) || text[0] == '|')
        {
            var bar = text.IndexOf((byte)'|');
            return bar < 0 ? 0 : Number(text[(bar + 1)..], (byte)'|');
        }

        text = text[0] == '"' ? text[1..] : text;
        var space = text.IndexOf((byte)' ');
        if (space < 3 || !TemplateWords.HttpMethods.Contains(text[..space])
            || !(text[(space + 1)..].StartsWith("/"u8) || text[(space + 1)..].StartsWith("http"u8)))
        {
            return 0;
        }

        var rest = text[(space + 1)..];
        var end = rest.IndexOf((byte)' ');
        rest = end < 0 ? default : rest[end..];
        if (rest.StartsWith(" HTTP/"u8))
        {
            end = rest[1..].IndexOf((byte)' ');
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return Number(rest.TrimStart(" -"u8), (byte)' ');
    }

    private static int Number(ReadOnlySpan<byte> text, byte end)
    {
        text = text.TrimStart((byte)' ');
        var isNumber = text.Length >= 3 && text[0] is >= (byte)'1' and <= (byte)'5' && ByteClasses.IsDigit(text[1])
            && ByteClasses.IsDigit(text[2]) && (text.Length == 3 || text[3] == ' ' || text[3] == end);
        return isNumber ? ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + text[2] - '0' : 0;
    }
}
