using System.Text.Json;

namespace Alerting.Logs.Fields;

internal ref partial struct JsonFieldReader
{
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
            Put(field, _scratch.Take(length), ref line);
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
            else if (reader.TokenType == JsonTokenType.StartObject && field is Field.ErrorType or Field.ErrorMessage or Field.Stack)
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
}
