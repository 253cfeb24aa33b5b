using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>Stores log lines and prints them to the console, without filling placeholders.</summary>
public class TestLambdaLogger : ILambdaLogger
{
    public StringBuilder Buffer { get; } = new();

    public void Log(string message)
    {
        Buffer.Append(message);
        Console.Write(message);
    }

    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }

    public void Log(string level, string message) => LogLine($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => LogLine(Compose(level, null, message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        LogLine(Compose(level, exception, message, args));

    private static string Compose(string level, Exception exception, string message, object[] args)
    {
        var text = new StringBuilder().Append(level).Append(": ").Append(message);
        foreach (var arg in args ?? [])
        {
            text.AppendLine().Append('\t').Append(arg);
        }

        if (exception is not null)
        {
            text.AppendLine().Append(exception);
        }

        return text.ToString();
    }
}
