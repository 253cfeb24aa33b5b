using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Sources.Logs;

/// <summary>Reads what a subscription filter hands to Lambda: <c>{"awslogs": {"data": "…"}}</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html</remarks>
/// <param name="region">Where the function and so the log group is; the event does not say.</param>
/// <param name="ownLogGroup">Our own log group: a line about its lines would be a line for ever, so it is refused.</param>
public sealed class LogEvents(LogOptions options, string? region, string? ownLogGroup)
{
    private readonly LogSignals _signals = new(options);

    // A reader holds scratch memory and serves one thread at a time; they are kept for the next event.
    private readonly ConcurrentBag<LogBatchReader> _readers = [];

    /// <summary>Whether the event is of a log subscription; its data is then the base64 text within.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        // Other events are told apart before anything of them is parsed.
        if (body.Length == 0 || body[..Math.Min(body.Length, 200)].IndexOf("awslogs"u8) < 0)
            return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("data"u8) || reader.CurrentDepth != 2)
                    continue;
                reader.Read();
                data = reader.TokenType == JsonTokenType.String ? Unescaped(reader) : null;
                return data is not null;
            }
        }
        catch (JsonException)
        {
            // Not JSON after all: the other readers show it as text.
        }
        return false;
    }

    /// <summary>Base64 needs no escapes, but some writers escape its <c>+</c> and <c>/</c>.</summary>
    private static byte[] Unescaped(in Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    /// <summary>The signals of a batch; none for the probe of CloudWatch Logs and for lines that are not severe enough.</summary>
    /// <exception cref="LogBatchException">The data cannot be read, or unpacks to more than allowed.</exception>
    public LogReading Read(ReadOnlySpan<byte> data)
    {
        var reader = _readers.TryTake(out var pooled) ? pooled : new LogBatchReader();
        try
        {
            var batch = reader.Read(data, _signals.MinSeverity);
            if (batch.IsControl)
                return new LogReading([], null);
            return batch.LogGroup == ownLogGroup
                ? new LogReading([], $"The log group {batch.LogGroup} is our own and is not watched: remove its subscription filter.")
                : new LogReading(_signals.From(batch, region), null);
        }
        finally
        {
            _readers.Add(reader);
        }
    }
}

/// <summary>What a batch of log lines came to.</summary>
/// <param name="Refusal">Why the batch is not taken at all, as a sentence; null when it is.</param>
public sealed record LogReading(IReadOnlyList<Signal> Signals, string? Refusal);
