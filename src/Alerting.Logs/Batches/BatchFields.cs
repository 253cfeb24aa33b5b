using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>The fields of a batch beside its events.</summary>
internal sealed class BatchFields
{
    private readonly List<string> _filters = [];
    private string _type = "", _owner = "", _group = "", _stream = "";

    /// <summary>Reads the value at which <paramref name="reader"/> stands; false when its end is not there yet.</summary>
    public bool TryRead(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case var _ when name.SequenceEqual("messageType"u8): _type = reader.GetString() ?? ""; return true;
            case var _ when name.SequenceEqual("owner"u8): _owner = reader.GetString() ?? ""; return true;
            case var _ when name.SequenceEqual("logGroup"u8): _group = reader.GetString() ?? ""; return true;
            case var _ when name.SequenceEqual("logStream"u8): _stream = reader.GetString() ?? ""; return true;
            case var _ when name.SequenceEqual("subscriptionFilters"u8): return TryReadFilters(ref reader);
            default: return reader.TrySkip();
        }
    }

    public LogBatch ToBatch(int events, OccurrenceGroups groups)
    {
        var isControl = _type == "CONTROL_MESSAGE";
        return new LogBatch
        {
            IsControl = isControl,
            Owner = _owner,
            LogGroup = _group,
            LogStream = _stream,
            SubscriptionFilters = _filters,
            Events = events,
            Occurrences = isControl ? [] : groups.ToOccurrences(),
            Rest = isControl ? default : groups.Rest,
        };
    }

    private bool TryReadFilters(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TrySkip();
        }

        _filters.Clear();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (reader.TokenType == JsonTokenType.String)
            {
                _filters.Add(reader.GetString()!);
            }
            else if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }
}
