using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>Reads an event in any form, for example with extracted fields.</summary>
internal static class AnyEvent
{
    /// <summary>Reads the event at <paramref name="start"/>, passes it on, and returns where it ends.</summary>
    /// <exception cref="JsonException">It is not an object.</exception>
    public static int Read(ReadOnlySpan<byte> json, int start, EventJoiner joiner, OccurrenceGroups groups)
    {
        var reader = new Utf8JsonReader(json[start..], isFinalBlock: false, state: default);
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
                hasMessage = joiner.TryUnescapeMessage(json[(quote + 1)..], out _);
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

        if (hasMessage)
        {
            joiner.Add(id, time, groups);
        }

        return start + (int)reader.BytesConsumed;
    }
}
