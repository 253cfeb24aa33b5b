using Alerting.Logs.Systems;

namespace Alerting.Logs.Levels;

/// <summary>
/// Decides the level of a line and why: first from Lambda's own messages, then from the level it was written with, then
/// from its content. Words alone never make it more than a warning.
/// </summary>
internal static class LevelRules
{
    public static LogLevel Decide(ref LogVerdict verdict, bool unhandled)
    {
        ref readonly var line = ref verdict.Line;
        if (line.Platform != LambdaEvent.None)
        {
            return OfPlatform(line.Platform, ref verdict);
        }

        if (line.Aws != AwsRecord.None)
        {
            return OfAws(line.Aws, ref verdict);
        }

        if (line.Level is { } ownLevel)
        {
            verdict.Reason = new LevelReason("log level ", line.LevelText);
            return ownLevel;
        }

        var status = line.HttpStatus > 0 ? line.HttpStatus : RequestLine.Status(line.Message);
        if (status > 0)
        {
            var failed = status >= 500;
            verdict.IsRequest = true;
            verdict.Reason = new LevelReason(failed ? "HTTP status 5xx" : "HTTP status below 500");
            return failed ? LogLevel.Warning : LogLevel.Info;
        }

        return OfText(ref verdict, unhandled);
    }

    private static LogLevel OfText(ref LogVerdict verdict, bool unhandled)
    {
        var exception = verdict.Line.Exception;
        if (unhandled || !exception.IsEmpty)
        {
            verdict.Reason = exception.IsEmpty ? new LevelReason("a stack trace without a level")
                : new LevelReason(unhandled ? "unhandled exception " : "exception ", exception);
            return LogLevel.Error;
        }

        var message = verdict.Line.Message;
        if (message.StartsWith("http: panic serving "u8))
        {
            verdict.Reason = new LevelReason("unhandled panic in a Go HTTP handler");
            return LogLevel.Error;
        }

        if (PlainErrors.Find(message, verdict.Line.Logger, out var program) is { IsEmpty: false } code)
        {
            verdict.Reason = new LevelReason(program, code);
            return LogLevel.Error;
        }

        var word = WarningWords.Find(message, out var isCrash);
        if (isCrash)
        {
            verdict.Reason = new LevelReason("a crash: '", word, "'");
            return LogLevel.Error;
        }

        if (word.IsEmpty && !verdict.Line.Detail.IsEmpty && !NoValue.Is(verdict.Line.Detail))
        {
            verdict.Reason = new LevelReason("no level, but an error");
            return LogLevel.Warning;
        }

        verdict.Reason = word.IsEmpty
            ? new LevelReason("no level and no warning words")
            : new LevelReason("no level, but contains '", word, "'");
        return word.IsEmpty ? LogLevel.Info : LogLevel.Warning;
    }

    private static LogLevel OfAws(AwsRecord record, ref LogVerdict verdict)
    {
        (var level, var text) = record switch
        {
            AwsRecord.RootLoginDenied => (LogLevel.Error, "CloudTrail: a login of the root user was denied"),
            AwsRecord.RootLogin => (LogLevel.Warning, "CloudTrail: the root user logged in"),
            AwsRecord.LoginDenied => (LogLevel.Warning, "a login was denied"),
            AwsRecord.TrailStopped => (LogLevel.Warning, "CloudTrail: a trail was stopped"),
            AwsRecord.ExecutionFailed => (LogLevel.Error, "Step Functions: the execution failed"),
            AwsRecord.StepFailed => (LogLevel.Warning, "Step Functions: a step failed"),
            AwsRecord.Flow => (LogLevel.Info, "VPC flow log: rejected traffic is not a failure"),
            AwsRecord.WebRequest => (LogLevel.Info, "WAF log: a blocked request is not a failure"),
            AwsRecord.DnsQuery => (LogLevel.Info, "Route 53 query log: an answer is not a failure"),
            AwsRecord.KubernetesAudit => (LogLevel.Info, "Kubernetes audit log: a refused request is not a failure"),
            AwsRecord.Trail => (LogLevel.Info, "CloudTrail: a call of the API"),
            AwsRecord.DatabaseAudit => (LogLevel.Info, "audit log of a database"),
            AwsRecord.SlowQuery => (LogLevel.Info, "slow query log"),
            _ => (LogLevel.Info, "Step Functions: progress of an execution"),
        };
        verdict.Reason = new LevelReason(text);
        return level;
    }

    private static LogLevel OfPlatform(LambdaEvent lambdaEvent, ref LogVerdict verdict)
    {
        (var level, var text) = lambdaEvent switch
        {
            LambdaEvent.TimedOut => (LogLevel.Error, "Lambda: task timed out"),
            LambdaEvent.OutOfMemory => (LogLevel.Error, "Lambda: out of memory"),
            LambdaEvent.Exited => (LogLevel.Error, "Lambda: the runtime exited"),
            LambdaEvent.InitFailed => (LogLevel.Error, "Lambda: the function failed to start"),
            LambdaEvent.InitTimedOut => (LogLevel.Warning, "Lambda: the function started slowly"),
            LambdaEvent.ImportFailed => (LogLevel.Error, "Lambda: the handler could not be loaded"),
            LambdaEvent.ExtensionFailed => (LogLevel.Error, "Lambda: an extension failed"),
            LambdaEvent.TimeoutReported => (LogLevel.Info, "Lambda: the report of a timeout"),
            LambdaEvent.InvocationFailed => (LogLevel.Warning, "Lambda: invocation failed"),
            _ => (LogLevel.Info, "Lambda: routine message"),
        };
        verdict.Reason = new LevelReason(text);
        return level;
    }
}
