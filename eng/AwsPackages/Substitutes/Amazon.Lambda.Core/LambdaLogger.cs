namespace Amazon.Lambda.Core;

/// <summary>
/// The log for code without an <see cref="ILambdaContext"/>: the running bootstrap's log, or standard output before
/// one runs. See
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html.
/// </summary>
public static class LambdaLogger
{
    /// <summary>Parameters: level or null, exception or null, message, arguments.</summary>
    internal delegate void Sink(string level, Exception exception, string message, object[] args);

    internal static Sink Output { get; set; } = WritePlain;

    public static void Log(string message) => Output(null, null, message, []);

    public static void Log(string level, string message, params object[] args) => Output(level, null, message, args);

    public static void Log(LogLevel level, string message, params object[] args) =>
        Output(level.ToString(), null, message, args);

    public static void Log(string level, Exception exception, string message, params object[] args) =>
        Output(level, exception, message, args);

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        Output(level.ToString(), exception, message, args);

    private static void WritePlain(string level, Exception exception, string message, object[] args)
    {
        Console.WriteLine(level is null ? message : $"{level}: {message}{Arguments(args)}");
        if (exception is not null)
        {
            Console.WriteLine(exception);
        }
    }

    /// <summary>As in AWS's package, placeholders are not filled before a bootstrap runs.</summary>
    private static string Arguments(object[] args) =>
        args is { Length: > 0 }
            ? $" Arguments: {string.Join(' ', args.Select(argument => $"\"{argument}\""))}"
            : string.Empty;
}
