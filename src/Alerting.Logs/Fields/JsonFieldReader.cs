using System.Text.Json;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Fields;

/// <summary>Walks one JSON object and passes on its known fields.</summary>
internal ref struct JsonFieldReader(ReadOnlySpan<byte> text, UnescapeBuffer scratch)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly UnescapeBuffer _scratch = scratch;
    private FieldValues _values;

    public void Read(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        ReadObject(ref reader, isError: false, ref line);
        _values.Finish(_text, ref line);
    }

    private void ReadObject(scoped ref Utf8JsonReader reader, bool isError, ref LogLine line)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            _values.IsClef |= name.SequenceEqual("@mt"u8) || name.SequenceEqual("@t"u8);
            _values.HasShortMessage |= name.SequenceEqual("msg"u8);
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

    private void ReadValue(scoped ref Utf8JsonReader reader, Field field, ref LogLine line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                _values.Put(field, Text(ref reader), ref line);
                break;
            case JsonTokenType.Number:
                if (reader.TryGetInt64(out var number))
                {
                    _values.PutNumber(field, number, reader.ValueSpan, ref line);
                }

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
        else if (field is Field.Level)
        {
            ReadLevelObject(ref reader, ref line);
        }
        else if (field is Field.Nested or Field.Event)
        {
            ReadObject(ref reader, isError: false, ref line);
        }
        else if (field is Field.Message or Field.Body)
        {
            _values.IsOpenTelemetry |= field == Field.Body;
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
    /// Reads a message that is an object: OpenTelemetry's <c>{"stringValue": …}</c>, an error with a message, or any
    /// other object, whose JSON becomes the message.
    /// </summary>
    private void ReadMessageObject(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        var start = (int)reader.TokenStartIndex;
        var inner = reader;
        if (inner.Read() && inner.TokenType == JsonTokenType.PropertyName
            && inner.ValueSpan.SequenceEqual("stringValue"u8) && inner.Read()
            && inner.TokenType == JsonTokenType.String)
        {
            _values.Put(Field.Message, Text(ref inner), ref line);
            reader.Skip();
            return;
        }

        var lengthBefore = _values.ErrorMessageLength;
        ReadObject(ref reader, isError: true, ref line);
        if (_values.ErrorMessageLength == lengthBefore)
        {
            _values.Put(Field.Message, _text[start..(int)reader.BytesConsumed], ref line);
        }
    }

    /// <summary>Loguru's level is an object with a name and a number.</summary>
    /// <remarks>https://loguru.readthedocs.io/en/stable/api/logger.html#record</remarks>
    private void ReadLevelObject(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.ValueSpan.SequenceEqual("name"u8) ? Field.Level
                : reader.ValueSpan.SequenceEqual("no"u8) ? Field.PythonLevel
                : Field.Unknown;
            reader.Read();
            if (field == Field.Unknown)
            {
                reader.Skip();
                continue;
            }

            ReadValue(ref reader, field, ref line);
        }
    }

    /// <summary>Only MongoDB's lines start with <c>"t": {"$date": "…"}</c>.</summary>
    private void ReadMongoTime(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        var inner = reader;
        reader.Skip();
        if (inner.Read() && inner.TokenType == JsonTokenType.PropertyName && inner.ValueSpan.SequenceEqual("$date"u8)
            && inner.Read()
            && inner.TokenType == JsonTokenType.String)
        {
            _values.IsMongo = true;
            _values.Put(Field.Time, inner.ValueSpan, ref line);
        }
    }

    private void ReadArray(scoped ref Utf8JsonReader reader, Field field, ref LogLine line)
    {
        if (field is not (Field.Stack or Field.Nested or Field.Attributes))
        {
            reader.Skip();
            return;
        }

        var length = 0;
        var lines = _scratch.Free;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && field == Field.Nested)
            {
                ReadObject(ref reader, isError: false, ref line);
            }
            else if (reader.TokenType == JsonTokenType.StartObject && field == Field.Attributes)
            {
                ReadAttribute(ref reader, ref line);
            }
            else if (reader.TokenType == JsonTokenType.String && field == Field.Stack)
            {
                length += reader.CopyString(lines[length..]);
                lines[length++] = (byte)'\n';
            }
            else
            {
                reader.Skip();
            }
        }

        if (length > 0)
        {
            _values.Put(field, _scratch.Take(length), ref line);
        }
    }

    private void ReadAttribute(scoped ref Utf8JsonReader reader, ref LogLine line)
    {
        var field = Field.Unknown;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueSpan.SequenceEqual("key"u8);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String)
            {
                field = FieldNames.Of(reader.ValueSpan);
            }
            else if (reader.TokenType == JsonTokenType.StartObject
                && field is Field.ErrorType or Field.ErrorMessage or Field.Stack)
            {
                reader.Read();
                reader.Read();
                ReadValue(ref reader, field, ref line);
                reader.Read();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? _scratch.Take(reader.CopyString(_scratch.Free)) : reader.ValueSpan;
}
