using System.Text;
using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>
/// Decodes the payload of a subscription filter and groups its lines. Not thread-safe: it reuses its buffers.
/// </summary>
/// <param name="isSecretKey">Whether the value of a key is secret.</param>
/// <param name="redact">Redacts the secrets of a line that is kept as a sample.</param>
public sealed class LogBatchReader(SecretKeyTest isSecretKey, Func<string, string>? redact = null)
{
    private readonly EventJoiner _joiner = new(new LogClassifier(isSecretKey));
    private readonly SampleReader _samples = new(redact, isSecretKey);

    /// <summary>Reads <c>awslogs.data</c>: base64 of gzip of JSON.</summary>
    /// <param name="base64">The value of the field.</param>
    /// <param name="minimum">Lines below this level are only counted.</param>
    /// <param name="maxBytes">The maximum size of the unpacked data.</param>
    /// <exception cref="LogBatchException">The data cannot be read, or unpacks to more than allowed.</exception>
    public LogBatch Read(ReadOnlySpan<byte> base64, LogLevel minimum = LogLevel.Info,
        int maxBytes = LogPayload.MaxBytes)
    {
        using var payload = LogPayload.Decode(base64, maxBytes);
        return ReadJson(payload.Json, minimum);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, LogLevel, int)"/>
    public LogBatch Read(string base64, LogLevel minimum = LogLevel.Info) =>
        Read(Encoding.UTF8.GetBytes(base64), minimum);

    /// <summary>Reads the unpacked JSON.</summary>
    /// <exception cref="LogBatchException">It is not JSON from a log subscription.</exception>
    public LogBatch ReadJson(ReadOnlySpan<byte> json, LogLevel minimum = LogLevel.Info)
    {
        var groups = new OccurrenceGroups(minimum, _samples);
        try
        {
            return ReadBatch(json, groups);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new LogBatchException("The data of the log event is not JSON from a log subscription.", e);
        }
    }

    private LogBatch ReadBatch(ReadOnlySpan<byte> json, OccurrenceGroups groups)
    {
        string owner = "", group = "", stream = "", type = "";
        var filters = new List<string>();
        var events = -1;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name)
            {
                case var _ when events < 0 && name.SequenceEqual("logEvents"u8): events =
                    ReadEvents(json, ref reader, groups); break;
                case var _ when name.SequenceEqual("messageType"u8): type = reader.GetString() ?? ""; break;
                case var _ when name.SequenceEqual("owner"u8): owner = reader.GetString() ?? ""; break;
                case var _ when name.SequenceEqual("logGroup"u8): group = reader.GetString() ?? ""; break;
                case var _ when name.SequenceEqual("logStream"u8): stream = reader.GetString() ?? ""; break;
                case var _ when name.SequenceEqual("subscriptionFilters"u8): ReadStrings(ref reader, filters); break;
                default: reader.Skip(); break;
            }
        }

        var isControl = type == "CONTROL_MESSAGE";
        return new LogBatch
        {
            IsControl = isControl,
            Owner = owner,
            LogGroup = group,
            LogStream = stream,
            SubscriptionFilters = filters,
            Events = Math.Max(events, 0),
            Occurrences = isControl ? [] : groups.ToOccurrences(),
            Rest = isControl ? default : groups.Rest,
        };
    }

    /// <summary>
    /// Reads the array with the faster scanner, then continues with <paramref name="reader"/> after it.
    /// </summary>
    private int ReadEvents(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, OccurrenceGroups groups)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        _joiner.Start();
        var events = new EventScanner(json, _joiner, groups);
        events.ReadAll((int)reader.BytesConsumed);
        _joiner.Flush(groups);
        reader = new Utf8JsonReader(json[events.At..], isFinalBlock: true, reader.CurrentState);
        reader.Read();
        return events.Count;
    }

    private static void ReadStrings(ref Utf8JsonReader reader, List<string> strings)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            strings.Add(reader.GetString()!);
        }
    }
}
