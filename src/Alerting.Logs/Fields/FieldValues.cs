using Alerting.Logs.Levels;
using Alerting.Logs.Systems;

namespace Alerting.Logs.Fields;

/// <summary>Copies the values of known fields into a <see cref="LogLine"/>. The first value of a kind counts.</summary>
internal ref struct FieldValues
{
    /// <summary>A time from here on is in milliseconds.</summary>
    private const long FirstMilliseconds = 100_000_000_000;

    private ReadOnlySpan<byte> _event, _errorMessage, _platformType, _status;
    private LevelNumber _levelNumber;

    /// <summary>Whether the object is Serilog's CLEF, an OpenTelemetry record, or MongoDB's.</summary>
    public bool IsClef, IsOpenTelemetry, IsMongo;

    /// <summary>Whether a field is called <c>msg</c>.</summary>
    public bool HasShortMessage
    {
        readonly get => _levelNumber.HasShortMessage;
        set => _levelNumber.HasShortMessage = value;
    }

    public readonly int ErrorMessageLength => _errorMessage.Length;

    public void Put(Field field, ReadOnlySpan<byte> value, ref LogLine line)
    {
        switch (field)
        {
            case Field.Message when line.Message.IsEmpty: line.Message = value; break;
            case Field.GelfMessage: PutGelfMessage(value, ref line); break;
            case Field.Facility: _levelNumber.IsSyslog = true; break;
            case Field.Process: _levelNumber.HasMark = true; break;
            case Field.Body: PutBody(value, ref line); break;
            case Field.OpenTelemetryLevel: PutOpenTelemetryText(value, ref line); break;
            case Field.MongoLevel when IsMongo && value.Length is 1 or 2: LevelValue.PutLetter(value, ref line); break;
            case Field.MongoComponent when IsMongo && line.Logger.IsEmpty: line.Logger = value; break;
            case Field.Event when _event.IsEmpty: _event = value; break;
            case Field.Time when line.Time.IsEmpty: line.Time = value; break;
            case Field.Logger when line.Logger.IsEmpty: line.Logger = value; break;
            case Field.RequestId when line.RequestId.IsEmpty: line.RequestId = value; break;
            case Field.ErrorType when line.Exception.IsEmpty: line.Exception = value; break;
            case Field.ErrorMessage when _errorMessage.IsEmpty: _errorMessage = value; break;
            case Field.Stack when line.Stack.IsEmpty: line.Stack = value; break;
            case Field.PlatformType: _platformType = value; break;
            case Field.Status: PutStatus(value, ref line); break;
            case Field.Level or Field.Severity or Field.DotNetLevel when line.Level is null:
                LevelValue.Put(value, ref line);
                break;
            case Field.JournalLevel when line.Level is null && value.Length == 1:
                LevelValue.PutLetter(value, ref line);
                break;
            case Field.Error: ErrorValue.Put(value, ref line); break;
            default: break;
        }
    }

    public void PutNumber(Field field, long number, ReadOnlySpan<byte> text, ref LogLine line)
    {
        IsOpenTelemetry |= field == Field.OpenTelemetryLevel;
        switch (field)
        {
            case Field.Level or Field.Severity or Field.DotNetLevel or Field.PythonLevel or Field.OpenTelemetryLevel
                or Field.InsightsLevel when line.Level is null:
                _levelNumber.Put(field, number, text);
                _levelNumber.IsFirst = line.Message.IsEmpty;
                break;
            case Field.Facility:
                _levelNumber.IsSyslog = true;
                break;
            case Field.Process:
                _levelNumber.HasMark = true;
                break;
            case Field.JournalLevel when line.Level is null:
                line.LevelText = text;
                line.Level = NumberedLevels.FromSyslog(number);
                break;
            case Field.Status when number is >= 100 and <= 599:
                line.HttpStatus = (int)number;
                break;
            case Field.Time when line.Time.IsEmpty:
                line.Time = text;
                _levelNumber.HasMark |= number >= FirstMilliseconds;
                break;
            default:
                break;
        }
    }

    /// <summary>Decides what depends on more than one field.</summary>
    /// <param name="text">The whole object, which is the message if it has no other.</param>
    public readonly void Finish(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var hasError = !line.Stack.IsEmpty || !line.Exception.IsEmpty || !line.Detail.IsEmpty;
        var hasMessage = hasError || !line.Message.IsEmpty || !_event.IsEmpty || !_errorMessage.IsEmpty;
        if (line.Level is null
            && _levelNumber.Decide(IsOpenTelemetry, hasMessage, !line.Time.IsEmpty) is { } level)
        {
            line.LevelText = _levelNumber.Text;
            line.Level = level;
        }

        if (_platformType.StartsWith("platform."u8))
        {
            LambdaPlatform.ReadJson(_platformType, _status, ref line);
        }
        else if (line.Level is null && hasMessage && LevelWords.IsStatusLevel(_status))
        {
            LevelValue.Put(_status, ref line);
        }

        if (line.Message.IsEmpty)
        {
            line.Message =
                !_event.IsEmpty ? _event : !_errorMessage.IsEmpty ? _errorMessage : hasError ? default : text;
        }

        if (line.Detail.IsEmpty && !_errorMessage.IsEmpty && !_errorMessage.SequenceEqual(line.Message))
        {
            line.Detail = _errorMessage;
        }

        // CLEF leaves the level out when it is Information.
        if (IsClef && line.LevelText.IsEmpty)
        {
            line.LevelText = "Information"u8;
            line.Level = LogLevel.Info;
        }
    }

    /// <summary>API Gateway writes the HTTP status as a string.</summary>
    private void PutStatus(ReadOnlySpan<byte> value, ref LogLine line)
    {
        _status = value;
        if (value.Length == 3 && int.TryParse(value, out var status) && status is >= 100 and <= 599)
        {
            line.HttpStatus = status;
        }
    }

    private void PutGelfMessage(ReadOnlySpan<byte> value, ref LogLine line)
    {
        _levelNumber.IsSyslog = true;
        Put(Field.Message, value, ref line);
    }

    private void PutBody(ReadOnlySpan<byte> value, ref LogLine line)
    {
        IsOpenTelemetry = true;
        Put(Field.Message, value, ref line);
    }

    /// <summary>The level as text counts only if there was no number.</summary>
    private void PutOpenTelemetryText(ReadOnlySpan<byte> value, ref LogLine line)
    {
        IsOpenTelemetry = true;
        if (line.Level is null)
        {
            LevelValue.Put(value, ref line);
        }
    }
}
