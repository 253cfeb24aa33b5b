namespace Amazon.Lambda.Core;

/// <summary>
/// A function's log. Placeholders in a message (<c>{name}</c>) are filled in order and become properties of a JSON
/// log line. See https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html.
/// </summary>
public interface ILambdaLogger
{
    void Log(string message);

    void LogLine(string message);

    void Log(string level, string message) => LogLine(message);

    void Log(LogLevel level, string message) => Log(level.ToString(), message);

    /// <remarks>
    /// Loggers must implement this. AWS's default recurses forever; this one throws a clear error.
    /// </remarks>
    void Log(string level, string message, params object[] args) =>
        throw new NotImplementedException("A logger must implement Log(string, string, params object[]).");

    void Log(string level, Exception exception, string message, params object[] args)
    {
        Log(level, message, args);
        Log(level, exception.ToString(), args);
    }

    void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        Log(level.ToString(), exception, message, args);

    void LogTrace(string message) => Log("Trace", message);

    void LogTrace(string message, params object[] args) => Log("Trace", message, args);

    void LogTrace(Exception exception, string message, params object[] args) =>
        Log("Trace", exception, message, args);

    void LogDebug(string message) => Log("Debug", message);

    void LogDebug(string message, params object[] args) => Log("Debug", message, args);

    void LogDebug(Exception exception, string message, params object[] args) =>
        Log("Debug", exception, message, args);

    void LogInformation(string message) => Log("Information", message);

    void LogInformation(string message, params object[] args) => Log("Information", message, args);

    void LogInformation(Exception exception, string message, params object[] args) =>
        Log("Information", exception, message, args);

    void LogWarning(string message) => Log("Warning", message);

    void LogWarning(string message, params object[] args) => Log("Warning", message, args);

    void LogWarning(Exception exception, string message, params object[] args) =>
        Log("Warning", exception, message, args);

    void LogError(string message) => Log("Error", message);

    void LogError(string message, params object[] args) => Log("Error", message, args);

    void LogError(Exception exception, string message, params object[] args) =>
        Log("Error", exception, message, args);

    void LogCritical(string message) => Log("Critical", message);

    void LogCritical(string message, params object[] args) => Log("Critical", message, args);

    void LogCritical(Exception exception, string message, params object[] args) =>
        Log("Critical", exception, message, args);
}
