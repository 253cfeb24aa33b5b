namespace Alerting.Logs.Systems;

/// <summary>
/// Reads the records that services of AWS write as JSON. Their fields say whether they matter; words in them, such as
/// the parameters of a request, do not.
/// </summary>
/// <remarks>
/// CloudTrail (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html), WAF
/// (https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html), Route 53 Resolver
/// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html), Kubernetes' audit log
/// (https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/), Step Functions
/// (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html).
/// </remarks>
internal static class AwsRecords
{
    /// <summary>The marks of a record are among its first fields.</summary>
    private const int Beginning = 320;

    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text.Length < 40 || text[0] != '{')
        {
            return false;
        }

        var start = text[..Math.Min(text.Length, Beginning)];
        line.Aws = text[2] switch
        {
            (byte)'e' when start.StartsWith("{\"eventVersion\":"u8) => Trail(text, ref line),
            (byte)'t' when start.StartsWith("{\"timestamp\":1"u8) && start.IndexOf("\"webaclId\":"u8) > 0 =>
                AwsRecord.WebRequest,
            (byte)'v' when start.IndexOf("\"query_name\":"u8) > 0 => AwsRecord.DnsQuery,
            (byte)'k' when start.IndexOf("\"audit.k8s.io/"u8) > 0 => AwsRecord.KubernetesAudit,
            (byte)'i' when start.IndexOf("\"type\":\""u8) > 0 && text.IndexOf("\"execution_arn\":"u8) > 0 =>
                Execution(text, ref line),
            _ => AwsRecord.None,
        };
        if (line.Aws == AwsRecord.None)
        {
            return false;
        }

        line.Format = LogFormat.Json;
        line.Message = line.Message.IsEmpty ? text : line.Message;
        return true;
    }

    private static AwsRecord Trail(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var name = Value(text, "\"eventName\":\""u8);
        var isDenied = text.IndexOf("\"ConsoleLogin\":\"Failure\""u8) > 0 || !Value(text, "\"errorCode\":\""u8).IsEmpty;
        if (name.SequenceEqual("ConsoleLogin"u8))
        {
            var isRoot = text.IndexOf("\"type\":\"Root\""u8) > 0;
            line.Detail = Value(text, "\"errorMessage\":\""u8);
            line.Message = (isRoot, isDenied) switch
            {
                (true, true) => "A login of the root user was denied"u8,
                (true, false) => "The root user logged in"u8,
                (false, true) => "A login to the console was denied"u8,
                _ => text,
            };
            return (isRoot, isDenied) switch
            {
                (true, true) => AwsRecord.RootLoginDenied,
                (true, false) => AwsRecord.RootLogin,
                (false, true) => AwsRecord.LoginDenied,
                _ => AwsRecord.Trail,
            };
        }

        if (!isDenied && (name.SequenceEqual("StopLogging"u8) || name.SequenceEqual("DeleteTrail"u8)))
        {
            line.Message = "A trail was stopped"u8;
            line.Detail = name;
            return AwsRecord.TrailStopped;
        }

        return AwsRecord.Trail;
    }

    private static AwsRecord Execution(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var type = Value(text, "\"type\":\""u8);
        var isExecution = type.StartsWith("Execution"u8);
        if (!type.EndsWith("Failed"u8) && !type.EndsWith("TimedOut"u8) && !type.EndsWith("Aborted"u8))
        {
            return AwsRecord.Execution;
        }

        line.Message = type;
        line.Exception = Value(text, "\"error\":\""u8);
        line.Detail = Value(text, "\"cause\":\""u8);
        return isExecution && !type.EndsWith("Aborted"u8) ? AwsRecord.ExecutionFailed : AwsRecord.StepFailed;
    }

    /// <summary>The text after a name, up to its quote; escapes stay.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        if (at < 0)
        {
            return default;
        }

        var value = text[(at + name.Length)..];
        var end = 0;
        while (end < value.Length && value[end] != '"')
        {
            end += value[end] == '\\' ? 2 : 1;
        }

        return value[..Math.Min(end, value.Length)];
    }
}
