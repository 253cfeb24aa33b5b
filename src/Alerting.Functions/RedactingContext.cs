using Alerting.Redaction;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Lambda's context with a log in which nothing is a secret, whoever writes to it.</summary>
internal sealed class RedactingContext(ILambdaContext context, Func<Redactor> redaction) : ILambdaContext
{
    public ILambdaLogger Logger { get; } = new RedactingLogger(context.Logger, redaction);

    public string AwsRequestId => context.AwsRequestId;

    public IClientContext ClientContext => context.ClientContext;

    public string FunctionName => context.FunctionName;

    public string FunctionVersion => context.FunctionVersion;

    public ICognitoIdentity Identity => context.Identity;

    public string InvokedFunctionArn => context.InvokedFunctionArn;

    public string LogGroupName => context.LogGroupName;

    public string LogStreamName => context.LogStreamName;

    public int MemoryLimitInMB => context.MemoryLimitInMB;

    public TimeSpan RemainingTime => context.RemainingTime;
}

/// <summary>Redacts what is logged: exceptions and errors may quote the event, the queue or the table.</summary>
internal sealed class RedactingLogger(ILambdaLogger log, Func<Redactor> redaction) : ILambdaLogger
{
    public void Log(string message) => log.Log(Redact(message));

    public void LogLine(string message) => log.LogLine(Redact(message));

    public void Log(string level, string message) => log.Log(level, Redact(message));

    public void Log(string level, string message, params object[] args) => log.Log(level, message, Redact(args));

    public void Log(string level, Exception exception, string message, params object[] args)
    {
        if (RedactedException.Of(exception, redaction()) is { } redacted)
            log.Log(level, redacted, message, Redact(args));
        else
            log.Log(level, exception, message, Redact(args));
    }

    /// <summary>Receivers' addresses stay: alerts of log lines have none any more.</summary>
    private string Redact(string text) => redaction().Apply(text, keepAddresses: true);

    private object[] Redact(object[] args) => [.. args.Select(arg => arg is string text ? Redact(text) : arg)];
}

/// <summary>Stands for an exception whose text has secrets, for the log and for Lambda's record of the failure.</summary>
internal sealed class RedactedException : Exception
{
    private RedactedException(string message, string text) : base(message) => Text = text;

    private string Text { get; }

    /// <summary>Null if the exception can be shown as it is.</summary>
    public static RedactedException? Of(Exception exception, Redactor redactor)
    {
        var text = exception.ToString();
        var redacted = redactor.Apply(text);
        return redacted == text
            ? null
            : new RedactedException($"{exception.GetType().Name}: {redactor.Apply(exception.Message)}", redacted);
    }

    public override string ToString() => Text;
}
