using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The context's log. Lines without a level are logged as information.</summary>
internal sealed class LambdaConsoleLogger(LogWriter writer) : ILambdaLogger
{
    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => writer.Write(nameof(LogLevel.Information), null, message, []);

    public void Log(string level, string message) => writer.Write(level, null, message, []);

    public void Log(string level, string message, params object[] args) => writer.Write(level, null, message, args);

    public void Log(string level, Exception exception, string message, params object[] args) =>
        writer.Write(level, exception, message, args);
}
