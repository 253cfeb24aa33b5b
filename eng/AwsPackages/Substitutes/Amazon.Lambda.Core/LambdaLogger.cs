namespace Amazon.Lambda.Core;

/// <summary>
/// The log for code that has no <see cref="ILambdaContext"/> at hand. It goes where the running bootstrap's log
/// goes, and to standard output before there is one. See
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html.
/// </summary>
public static class LambdaLogger
{
    /// <summary>Takes a level (null: none), an exception (null: none), a message and its arguments.</summary>
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

    /// <summary>Nothing is filled in before a bootstrap runs, as with AWS's own: what matters is logged after that.</summary>
    private static string Arguments(object[] args) =>
        args is { Length: > 0 } ? $" Arguments: {string.Join(' ', args.Select(argument => $"\"{argument}\""))}" : string.Empty;
}
