using System.Text.Json;

namespace Alerting.Sources.Logs.Lines;

/// <summary>Walks through one JSON object and puts what it knows into a <see cref="LogLine"/>; the rest is skipped.</summary>
internal ref partial struct JsonFieldReader(ReadOnlySpan<byte> text, Scratch scratch)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Scratch _scratch = scratch;
    private ReadOnlySpan<byte> _event, _errorMessage, _platformType, _status;
    private bool _clef;

    public void ReadObject(scoped ref Utf8JsonReader reader, bool isError, ref LogLine line)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            _clef |= name.SequenceEqual("@mt"u8) || name.SequenceEqual("@t"u8);
            var field = isError ? FieldNames.InError(name) : FieldNames.Of(name);
            reader.Read();
            if (field == Field.Unknown)
            {
                reader.Skip();
                continue;
            }

            ReadValue(ref reader, field, ref line);
        }
    }

    /// <summary>Settles what depends on several fields.</summary>
    public readonly void Finish(ref LogLine line)
    {
        if (line.Message.IsEmpty)
        {
            line.Message = !_event.IsEmpty ? _event : !_errorMessage.IsEmpty ? _errorMessage : line.Stack.IsEmpty && line.Exception.IsEmpty && line.Detail.IsEmpty ? _text : default;
        }

        if (line.Detail.IsEmpty && !_errorMessage.IsEmpty && !_errorMessage.SequenceEqual(line.Message))
        {
            line.Detail = _errorMessage;
        }

        // CLEF leaves the level out when it is Information.
        if (_clef && line.Level.IsEmpty)
        {
            line.Level = "Information"u8;
            line.Severity = Alerts.Severity.Info;
        }

        if (_platformType.StartsWith("platform."u8))
        {
            LambdaPlatform.ReadJson(_platformType, _status, ref line);
        }
    }

    private void ReadValue(scoped ref Utf8JsonReader reader, Field field, ref LogLine line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                Put(field, Text(ref reader), ref line);
                break;
            case JsonTokenType.Number:
                PutNumber(field, ref reader, ref line);
                break;
            case JsonTokenType.StartObject:
                ReadInner(ref reader, field, ref line);
                break;
            case JsonTokenType.StartArray:
                ReadArray(ref reader, field, ref line);
                break;
            default:
                break;
        }
    }

    private void ReadInner(scoped ref Utf8JsonReader reader, Field field, ref LogLine line)
    {
        if (field is Field.Error or Field.Stack)
        {
            ReadObject(ref reader, isError: true, ref line);
        }
        else if (field is Field.Nested or Field.Event)
        {
            ReadObject(ref reader, isError: false, ref line);
        }
        else if (field is Field.Message)
        {
            ReadMessageObject(ref reader, ref line);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>A message that is an object: OpenTelemetry's <c>{"stringValue": …}</c>, or the object's own text.</summary>
    private void ReadMessageObject(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        var start = (int)reader.TokenStartIndex;
        var inner = reader;
        if (inner.Read() && inner.TokenType == JsonTokenType.PropertyName && inner.ValueSpan.SequenceEqual("stringValue"u8) && inner.Read()
            && inner.TokenType == JsonTokenType.String)
        {
            Put(Field.Message, Text(ref inner), ref line);
            reader.Skip();
            return;
        }

        reader.Skip();
        Put(Field.Message, _text[start..(int)reader.BytesConsumed], ref line);
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? _scratch.Take(reader.CopyString(_scratch.Free)) : reader.ValueSpan;

    private void Put(Field field, ReadOnlySpan<byte> value, ref LogLine line)
    {
        switch (field)
        {
            case Field.Message when line.Message.IsEmpty: line.Message = value; break;
            case Field.Event when _event.IsEmpty: _event = value; break;
            case Field.Time when line.Time.IsEmpty: line.Time = value; break;
            case Field.Logger when line.Logger.IsEmpty: line.Logger = value; break;
            case Field.RequestId when line.RequestId.IsEmpty: line.RequestId = value; break;
            case Field.ErrorType when line.Exception.IsEmpty: line.Exception = value; break;
            case Field.ErrorMessage when _errorMessage.IsEmpty: _errorMessage = value; break;
            case Field.Stack when line.Stack.IsEmpty: line.Stack = value; break;
            case Field.PlatformType: _platformType = value; break;
            case Field.Status: _status = value; break;
            case Field.Level when line.Severity is null: PutLevel(value, ref line); break;
            case Field.Error: LogValues.PutError(value, ref line); break;
            default: break;
        }
    }

    private static void PutLevel(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.Level = value;
        line.Severity = LevelWords.Parse(value);
    }

    private static void PutNumber(Field field, scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        if (!reader.TryGetInt64(out var number))
        {
            return;
        }

        switch (field)
        {
            case Field.Level or Field.OpenTelemetryLevel when line.Severity is null:
                line.Level = reader.ValueSpan;
                line.Severity = field == Field.Level ? LevelWords.Number(number) : LevelWords.OpenTelemetry(number);
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
