using System.Text.Json;
using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Fields;

internal ref partial struct JsonFieldReader
{
    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? _scratch.Take(reader.CopyString(_scratch.Free)) : reader.ValueSpan;

    private void Put(Field field, ReadOnlySpan<byte> value, ref LogLine line)
    {
        switch (field)
        {
            case Field.Message when line.Message.IsEmpty: line.Message = value; break;
            case Field.Body: PutBody(value, ref line); break;
            case Field.OpenTelemetryLevel: PutOpenTelemetryText(value, ref line); break;
            case Field.MongoLevel when _mongo && value.Length is 1 or 2: PutLetter(value, ref line); break;
            case Field.MongoComponent when _mongo && line.Logger.IsEmpty: line.Logger = value; break;
            case Field.Event when _event.IsEmpty: _event = value; break;
            case Field.Time when line.Time.IsEmpty: line.Time = value; break;
            case Field.Logger when line.Logger.IsEmpty: line.Logger = value; break;
            case Field.RequestId when line.RequestId.IsEmpty: line.RequestId = value; break;
            case Field.ErrorType when line.Exception.IsEmpty: line.Exception = value; break;
            case Field.ErrorMessage when _errorMessage.IsEmpty: _errorMessage = value; break;
            case Field.Stack when line.Stack.IsEmpty: line.Stack = value; break;
            case Field.PlatformType: _platformType = value; break;
            case Field.Status: _status = value; break;
            case Field.Level when line.Level is null: PutLevel(value, ref line); break;
            case Field.JournalLevel when line.Level is null && value.Length == 1: PutLetter(value, ref line); break;
            case Field.Error: ErrorValue.Put(value, ref line); break;
            default: break;
        }
    }

    private static void PutLevel(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.LevelText = AnsiColours.Plain(value);
        line.Level = LevelWords.Parse(line.LevelText);
    }

    /// <summary>MongoDB's F, E, W, I and D1 to D5, or the journal's 0 to 7.</summary>
    private static void PutLetter(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.LevelText = value;
        line.Level = ByteClasses.IsDigit(value[0]) ? LevelWords.FromNumber(value[0] - '0') : LevelWords.FromLetter(value[0]);
    }

    private void PutBody(ReadOnlySpan<byte> value, ref LogLine line)
    {
        _openTelemetry = true;
        Put(Field.Message, value, ref line);
    }

    /// <summary>The level as text counts only if there was no number.</summary>
    private void PutOpenTelemetryText(ReadOnlySpan<byte> value, ref LogLine line)
    {
        _openTelemetry = true;
        if (line.Level is null)
        {
            PutLevel(value, ref line);
        }
    }

    private void PutNumber(Field field, scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        if (!reader.TryGetInt64(out var number))
        {
            return;
        }

        _openTelemetry |= field == Field.OpenTelemetryLevel;
        switch (field)
        {
            case Field.Level or Field.OpenTelemetryLevel when line.Level is null:
                line.LevelText = reader.ValueSpan;
                line.Level = field == Field.Level ? LevelWords.FromNumber(number) : LevelWords.FromOpenTelemetry(number);
                break;
            case Field.Status when number is >= 100 and <= 599:
                line.HttpStatus = (int)number;
                break;
            case Field.Time when line.Time.IsEmpty:
                line.Time = reader.ValueSpan;
                break;
            default:
                break;
        }
    }
}
