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

    /// <summary>Whether the object has what only pino and bunyan write: a process, a host, a time in milliseconds.</summary>
    public bool HasMark;

    /// <summary>Whether the level is the first field and the message is called <c>msg</c>, as pino writes both.</summary>
    public bool IsFirst, HasShortMessage;

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
        _ when isOpenTelemetry => NumberedLevels.FromOpenTelemetry(_number),
        Field.InsightsLevel => hasMessage && hasTime ? NumberedLevels.FromInsights(_number) : null,
        Field.PythonLevel => NumberedLevels.FromPython(_number),
        _ when IsSyslog => NumberedLevels.FromSyslog(_number) ?? NumberedLevels.FromPino(_number),
        Field.DotNetLevel => NumberedLevels.FromDotNet(_number),
        Field.Level or Field.Severity when hasMessage && IsPino => NumberedLevels.FromPino(_number),
        _ => null,
    };

    /// <summary>Any other program may count levels too: <c>{"message":"boss reached","level":50}</c></summary>
    private readonly bool IsPino => HasMark || (IsFirst && HasShortMessage && _number % 10 == 0);
}
