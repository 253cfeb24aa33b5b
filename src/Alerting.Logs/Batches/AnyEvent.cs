using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>Reads an event in any form, for example with extracted fields.</summary>
internal static class AnyEvent
{
    /// <summary>
    /// Reads the event at <paramref name="start"/> and passes it on. False when <paramref name="json"/> ends before it.
    /// </summary>
    /// <exception cref="JsonException">It is not an object.</exception>
    public static bool TryRead(ReadOnlySpan<byte> json, int start, EventJoiner joiner, OccurrenceGroups groups,
        out int end)
    {
        end = start;
        var reader = new Utf8JsonReader(json[start..], isFinalBlock: false, state: default);
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        ReadOnlySpan<byte> id = default;
        long time = 0;
        var hasMessage = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (hasMessage)
                {
                    joiner.Add(id, time, groups);
                }

                end = start + (int)reader.BytesConsumed;
                return true;
            }

            var name = reader.ValueSpan;
            if (!reader.Read())
            {
                return false;
            }

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
                return false;
            }
        }

        return false;
    }
}
