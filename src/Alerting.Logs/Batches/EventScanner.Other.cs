using System.Text.Json;

namespace Alerting.Logs.Batches;

internal ref partial struct EventScanner
{
    private void ReadOtherEvent(int start)
    {
        var reader = new Utf8JsonReader(_json[start..], isFinalBlock: false, state: default);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        ReadOnlySpan<byte> id = default;
        long time = 0;
        var hasMessage = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && name.SequenceEqual("message"u8) && !hasMessage)
            {
                var quote = start + (int)reader.TokenStartIndex;
                hasMessage = joiner.TryUnescapeMessage(_json[(quote + 1)..], out _);
            }
            else if (reader.TokenType == JsonTokenType.String && name.SequenceEqual("id"u8))
            {
                id = reader.ValueSpan;
            }
            else if (reader.TokenType == JsonTokenType.Number && name.SequenceEqual("timestamp"u8))
            {
                reader.TryGetInt64(out time);
            }
            else if (!reader.TrySkip())
            {
                throw new JsonException();
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException();
        }

        At = start + (int)reader.BytesConsumed;
        if (hasMessage)
        {
            joiner.Add(id, time, groups);
        }
    }
}
