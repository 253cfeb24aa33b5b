using Alerting.Logs.Levels;

namespace Alerting.Logs.Fields;

/// <summary>
/// A level that a JSON object has as a number. Which logger counts so is known only from its other fields: the same 2
/// is critical for syslog, information for .NET and a verbosity in Go.
/// </summary>
internal ref struct LevelNumber
{
    private Field _field;
    private long _number;

    /// <summary>Whether the object is GELF or syslog's.</summary>
    public bool IsSyslog;

    public ReadOnlySpan<byte> Text { get; private set; }

    public void Put(Field field, long number, ReadOnlySpan<byte> text)
    {
        _field = field;
        _number = number;
        Text = text;
    }

    /// <summary>The level, or null if the number does not mean one.</summary>
    /// <param name="isOpenTelemetry">Whether the object is an OpenTelemetry record.</param>
    /// <param name="hasMessage">Without a message the object is not a log line, and its level could be a
    /// game's.</param>
    /// <param name="hasTime">Without a time it could be a finding of a scanner.</param>
    public readonly LogLevel? Decide(bool isOpenTelemetry, bool hasMessage, bool hasTime) => _field switch
    {
        Field.Unknown => null,
        _ when isOpenTelemetry => LevelWords.FromOpenTelemetry(_number),
        Field.InsightsLevel => hasMessage && hasTime ? LevelWords.FromInsights(_number) : null,
        Field.PythonLevel => LevelWords.FromPython(_number),
        _ when IsSyslog => LevelWords.FromSyslog(_number) ?? LevelWords.FromNumber(_number),
        Field.DotNetLevel => LevelWords.FromDotNet(_number),
        Field.Level when hasMessage => LevelWords.FromNumber(_number),
        Field.Severity when hasMessage && _number is >= 10 and <= 60 && _number % 10 == 0 =>
            LevelWords.FromNumber(_number),
        _ => null,
    };
}
