using System.Buffers;
using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// Writes log lines to standard output in the format and from the level that the environment configures. Other code's console
/// output becomes log lines too. It writes to the streams directly, because initializing <see cref="Console.Out"/>
/// slows down a cold start.
/// </summary>
internal sealed class LogWriter
{
    private static readonly (string Word, LogLevel Level)[] Words =
    [
        ("TRACE", LogLevel.Trace), ("DEBUG", LogLevel.Debug), ("INFO", LogLevel.Information),
        ("WARN", LogLevel.Warning), ("FATAL", LogLevel.Critical),
    ];

    private static readonly string[] Labels = ["trce", "dbug", "info", "warn", "fail", "crit"];

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Stream _error = Console.OpenStandardError();
    private readonly bool _json =
        string.Equals(LambdaEnvironment.LogFormat, "JSON", StringComparison.OrdinalIgnoreCase);
    private readonly LogLevel _minimum = ParseMinimum(LambdaEnvironment.LogLevel);

    public string RequestId { get; set; }

    public string TraceId { get; set; }

    public void Write(string level, Exception exception, string message, object[] args) =>
        Write(_output, level, exception, message, args);

    /// <summary>
    /// Logs lines written to <see cref="Console.Out"/> as information, and to <see cref="Console.Error"/> as errors.
    /// </summary>
    public void CaptureConsole()
    {
        Console.SetOut(
            new ConsoleLogWriter(_output, line => Write(_output, nameof(LogLevel.Information), null, line, [])));
        Console.SetError(new ConsoleLogWriter(_error, line => Write(_error, nameof(LogLevel.Error), null, line, [])));
    }

    private void Write(Stream output, string level, Exception exception, string message, object[] args)
    {
        var known = TryParse(level, out var severity);
        if (known && severity < _minimum)
        {
            return;
        }

        var now = TimeProvider.System.GetUtcNow()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            _line.ResetWrittenCount();
            if (_json)
            {
                JsonLogLine.Write(_line, this, now, level ?? nameof(LogLevel.Information), exception, message, args);
            }
            else
            {
                var text = MessageTemplate.Fill(message, args, null);
                WriteText(now, known ? Labels[(int)severity] : level, exception, text);
            }

            _line.Write("\n"u8);
            output.Write(_line.WrittenSpan);
            output.Flush();
        }
    }

    private void WriteText(string now, string label, Exception exception, string message)
    {
        Append(now);
        Append("\t");
        Append(RequestId);
        Append("\t");
        if (!string.IsNullOrEmpty(label))
        {
            Append(label);
            Append("\t");
        }

        Append(message);
        if (exception is not null)
        {
            Append(message.Length == 0 ? string.Empty : "\n");
            Append(exception.ToString());
        }
    }

    private void Append(string text)
    {
        if (text is not null)
        {
            Encoding.UTF8.GetBytes(text, _line);
        }
    }

    private static LogLevel ParseMinimum(string word) => TryParse(word, out var level) ? level : LogLevel.Information;

    private static bool TryParse(string word, out LogLevel level)
    {
        foreach (var (lambdaWord, outcome) in Words)
        {
            if (string.Equals(word, lambdaWord, StringComparison.OrdinalIgnoreCase))
            {
                level = outcome;
                return true;
            }
        }

        return Enum.TryParse(word, true, out level);
    }
}
