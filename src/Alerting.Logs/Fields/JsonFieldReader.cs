using System.Buffers.Text;
using System.Text.Json;
using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Systems;

namespace Alerting.Logs.Fields;

/// <summary>Copies the known fields of one JSON object into a <see cref="LogLine"/> and skips the rest.</summary>
internal ref partial struct JsonFieldReader(ReadOnlySpan<byte> text, UnescapeBuffer scratch)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly UnescapeBuffer _scratch = scratch;
    private ReadOnlySpan<byte> _event, _errorMessage, _platformType, _status;
    private bool _clef, _openTelemetry, _mongo;

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

    public readonly void Finish(ref LogLine line)
    {
        if (_openTelemetry && line.LevelText.Length > 0 && ByteClasses.IsDigit(line.LevelText[0]) && Utf8Parser.TryParse(line.LevelText, out long number, out _))
        {
            line.Level = LevelWords.FromOpenTelemetry(number) ?? line.Level;
        }

        if (_platformType.StartsWith("platform."u8))
        {
            LambdaPlatform.ReadJson(_platformType, _status, ref line);
        }

        if (line.Message.IsEmpty)
        {
            line.Message = !_event.IsEmpty ? _event : !_errorMessage.IsEmpty ? _errorMessage : line.Stack.IsEmpty && line.Exception.IsEmpty && line.Detail.IsEmpty ? _text : default;
        }

        if (line.Detail.IsEmpty && !_errorMessage.IsEmpty && !_errorMessage.SequenceEqual(line.Message))
        {
            line.Detail = _errorMessage;
        }

        // CLEF leaves the level out when it is Information.
        if (_clef && line.LevelText.IsEmpty)
        {
            line.LevelText = "Information"u8;
            line.Level = LogLevel.Info;
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
        else if (field is Field.Message or Field.Body)
        {
            _openTelemetry |= field == Field.Body;
            ReadMessageObject(ref reader, ref line);
        }
        else if (field == Field.MongoTime)
        {
            ReadMongoTime(ref reader, ref line);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>
    /// Reads a message that is an object: OpenTelemetry's <c>{"stringValue": …}</c>, an error with a message, or any other
    /// object, whose JSON becomes the message.
    /// </summary>
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

        var lengthBefore = _errorMessage.Length;
        ReadObject(ref reader, isError: true, ref line);
        if (_errorMessage.Length == lengthBefore)
        {
            Put(Field.Message, _text[start..(int)reader.BytesConsumed], ref line);
        }
    }

    /// <summary>Only MongoDB's lines start with <c>"t": {"$date": "…"}</c>.</summary>
    private void ReadMongoTime(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        var inner = reader;
        reader.Skip();
        if (inner.Read() && inner.TokenType == JsonTokenType.PropertyName && inner.ValueSpan.SequenceEqual("$date"u8) && inner.Read()
            && inner.TokenType == JsonTokenType.String)
        {
            _mongo = true;
            Put(Field.Time, inner.ValueSpan, ref line);
        }
    }
}
