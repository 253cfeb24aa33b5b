using Alerting.Logs.Bytes;
using Alerting.Logs.Times;

namespace Alerting.Logs.Systems;

/// <summary>Reads the records that services of AWS write as text.</summary>
/// <remarks>
/// VPC flow logs (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html), load balancers
/// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html), Route 53
/// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html), MySQL's audit and slow query logs
/// (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html).
/// </remarks>
internal static class AwsLines
{
    private const int StatusColumn = 8;

    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text.Length < 24)
        {
            return false;
        }

        line.Aws = text[0] switch
        {
            >= (byte)'2' and <= (byte)'8' when text[1] == ' ' && IsFlow(text) => AwsRecord.Flow,
            (byte)'1' when text.StartsWith("1.0 "u8) && TimeScanner.Match(text, 4) is > 0 and var length
                && text.Length > length + 6 && text[length + 5] == 'Z' => AwsRecord.DnsQuery,
            (byte)'#' when text.StartsWith("# Time: "u8) || text.StartsWith("# User@Host: "u8) => AwsRecord.SlowQuery,
            (byte)'2' when text[8] == ' ' && text[17] == ',' && IsAudit(text) =>
                text.IndexOf(",FAILED_CONNECT,"u8) > 0 ? AwsRecord.LoginDenied : AwsRecord.DatabaseAudit,
            _ => AwsRecord.None,
        };
        if (line.Aws != AwsRecord.None)
        {
            line.Format = LogFormat.Text;
            line.Message = text;
            return true;
        }

        return text[0] is (byte)'h' or (byte)'g' or (byte)'w' && TryReadBalancer(text, ref line);
    }

    /// <summary>A version, an account and a network interface.</summary>
    private static bool IsFlow(ReadOnlySpan<byte> text)
    {
        var digits = text[2..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits == 12 && text[14..].StartsWith(" eni-"u8);
    }

    /// <summary><c>20260131 10:00:00,host,user,ip,connection,query,operation,database,object,code</c></summary>
    private static bool IsAudit(ReadOnlySpan<byte> text) =>
        TimeScanner.Match(text, 0) == 17 && text[17..Math.Min(text.Length, 200)].Count((byte)',') >= 6;

    /// <summary><c>https 2026-01-31T10:00:00.123456Z app/shop/50dc 10.0.0.1:2817 10.0.0.2:80 0 0 0 502 502 …</c></summary>
    private static bool TryReadBalancer(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var space = text[..8].IndexOf((byte)' ');
        if (space < 2 || TimeScanner.Match(text, space + 1) is not (> 0 and var length)
            || !text[(space + 1 + length)..].StartsWith(" app/"u8))
        {
            return false;
        }

        var rest = text;
        for (var i = 0; i < StatusColumn && !rest.IsEmpty; i++)
        {
            var next = rest.IndexOf((byte)' ');
            rest = next < 0 ? default : rest[(next + 1)..];
        }

        var quote = text.IndexOf((byte)'"');
        if (rest.Length < 4 || !ByteClasses.IsDigit(rest[0]) || !int.TryParse(rest[..3], out var status) || quote < 0)
        {
            return false;
        }

        line.Format = LogFormat.Access;
        line.Time = text.Slice(space + 1, length);
        line.HttpStatus = status;
        line.Message = text[quote..];
        return true;
    }
}
