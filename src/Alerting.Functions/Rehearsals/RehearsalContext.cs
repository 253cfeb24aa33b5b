using Amazon.Lambda.Core;

namespace Alerting.Functions.Rehearsals;

/// <summary>Formats what the function logs, and drops it.</summary>
internal sealed class RehearsalContext : ILambdaContext, ILambdaLogger
{
    public static RehearsalContext Instance { get; } = new();

    public string AwsRequestId => "rehearsal";

    public IClientContext ClientContext => null!;

    public string FunctionName => "";

    public string FunctionVersion => "";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn => "";

    public ILambdaLogger Logger => this;

    public string LogGroupName => "";

    public string LogStreamName => "";

    public int MemoryLimitInMB => 0;

    public TimeSpan RemainingTime => TimeSpan.FromSeconds(30);

    public void Log(string message)
    {
        // Nothing of a rehearsal is a decision.
    }

    public void LogLine(string message)
    {
        // The same.
    }

    public void Log(string level, string message, params object[] args)
    {
        // The same.
    }

    public void Log(string level, Exception exception, string message, params object[] args)
    {
        // The same.
    }
}
