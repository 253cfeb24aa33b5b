using System.Text;
using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>
/// Decodes the payload of a subscription filter and groups its lines, in the same memory for any number of them. Not
/// thread-safe: it reuses its buffers.
/// </summary>
public sealed class LogBatchReader
{
    private readonly EventJoiner _joiner;
    private readonly SampleReader _samples;
    private readonly LogWindow _window;

    /// <param name="isSecretKey">Whether the value of a key is secret.</param>
    /// <param name="redact">Redacts the secrets of a line that is kept as a sample.</param>
    public LogBatchReader(SecretKeyTest isSecretKey, Func<string, string>? redact = null)
        : this(isSecretKey, redact, new LogWindow())
    {
    }

    internal LogBatchReader(SecretKeyTest isSecretKey, Func<string, string>? redact, LogWindow window)
    {
        _joiner = new EventJoiner(new LogClassifier(isSecretKey));
        _samples = new SampleReader(redact, isSecretKey);
        _window = window;
    }

    /// <summary>Reads <c>awslogs.data</c>: base64 of gzip of JSON.</summary>
    /// <param name="base64">The value of the field.</param>
    /// <param name="minimum">Lines below this level are only counted.</param>
    /// <param name="maxBytes">The maximum size of the unpacked data.</param>
    /// <exception cref="LogBatchException">The data cannot be read, or unpacks to more than allowed.</exception>
    public LogBatch Read(ReadOnlySpan<byte> base64, LogLevel minimum = LogLevel.Info,
        int maxBytes = LogPayload.MaxBytes)
    {
        using var payload = new LogPayload(base64, maxBytes);
        return Read(payload, minimum);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, LogLevel, int)"/>
    public LogBatch Read(string base64, LogLevel minimum = LogLevel.Info) =>
        Read(Encoding.UTF8.GetBytes(base64), minimum);

    /// <summary>Reads the unpacked JSON.</summary>
    /// <exception cref="LogBatchException">It is not JSON from a log subscription.</exception>
    public LogBatch ReadJson(byte[] json, LogLevel minimum = LogLevel.Info)
    {
        using var payload = new LogPayload(json);
        return Read(payload, minimum);
    }

    private LogBatch Read(LogPayload payload, LogLevel minimum)
    {
        _window.Open(payload);
        try
        {
            return ReadBatch(new OccurrenceGroups(minimum, _samples));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Damaged gzip may unpack to damaged JSON and be noticed only at its end.
            _window.Skip();
            throw new LogBatchException("The data of the log event is not JSON from a log subscription.", e);
        }
    }

    private LogBatch ReadBatch(OccurrenceGroups groups)
    {
        var fields = new BatchFields();
        var events = -1;
        var reader = new Utf8JsonReader(_window.Json, _window.IsFinal, default);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (true)
        {
            // The window may end anywhere; then the field is read again once the window has moved.
            var field = reader;
            if (TryReadField(ref field, fields, ref events, groups))
            {
                reader = field;
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
                {
                    break;
                }
            }
            else
            {
                _window.MoveTo((int)reader.BytesConsumed);
                reader = new Utf8JsonReader(_window.Json, _window.IsFinal, reader.CurrentState);
            }
        }

        _window.Skip();
        return fields.ToBatch(Math.Max(events, 0), groups);
    }

    private bool TryReadField(ref Utf8JsonReader reader, BatchFields fields, ref int events, OccurrenceGroups groups)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return true;
        }

        var name = reader.ValueSpan;
        if (!reader.Read())
        {
            return false;
        }

        if (events >= 0 || !name.SequenceEqual("logEvents"u8))
        {
            return fields.TryRead(name, ref reader);
        }

        events = ReadEvents(ref reader, groups);
        return true;
    }

    /// <summary>
    /// Reads the array with the faster scanner, then continues with <paramref name="reader"/> after it.
    /// </summary>
    private int ReadEvents(ref Utf8JsonReader reader, OccurrenceGroups groups)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        _joiner.Start();
        var events = new EventScanner(_window, _joiner, groups);
        events.ReadAll((int)reader.BytesConsumed);
        _joiner.Flush(groups);
        _window.Drop(events.At);
        reader = new Utf8JsonReader(_window.Json, _window.IsFinal, reader.CurrentState);
        reader.Read();
        return events.Count;
    }
}
