using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.Redaction;

namespace Alerting.Sources.Logs;

/// <summary>Reads the event that a subscription filter sends to Lambda: <c>{"awslogs": {"data": "…"}}</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html</remarks>
/// <param name="region">The region of the function and of the log group, which the event does not contain.</param>
/// <param name="ownLogGroup">This function's log group. It is ignored: each line about its lines would cause
/// another.</param>
public sealed class LogEvents(LogOptions options, string? region, string? ownLogGroup)
{
    private readonly LogSignals _signals = new(options);

    // A reader serves one thread at a time, so idle readers wait here for the next event.
    private readonly ConcurrentBag<LogBatchReader> _readers = [];

    /// <summary>Extracts the base64 data when the event comes from a log subscription.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        // Rules out most other events without parsing them.
        if (body.Length == 0 || body[..Math.Min(body.Length, 200)].IndexOf("awslogs"u8) < 0)
            return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("data"u8)
                    || reader.CurrentDepth != 2)
                {
                    continue;
                }
                reader.Read();
                data = reader.TokenType == JsonTokenType.String ? Unescaped(reader) : null;
                return data is not null;
            }
        }
        catch (JsonException)
        {
            // Not JSON after all: other readers show the event as text.
        }
        return false;
    }

    /// <summary>Some writers escape the <c>+</c> and <c>/</c> of base64 in JSON.</summary>
    private static byte[] Unescaped(in Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    /// <summary>
    /// Before any reader takes a part of a secret. Messages are redacted once more, with the configured patterns.
    /// </summary>
    private static string RedactSample(string text) => Redactor.BuiltIn.Apply(text);

    /// <summary>Empty for the health check of CloudWatch Logs and for lines below the minimum severity.</summary>
    /// <exception cref="LogBatchException">The data cannot be read, or unpacks to more than allowed.</exception>
    public LogReading Read(ReadOnlySpan<byte> data)
    {
        var reader = _readers.TryTake(out var pooled)
            ? pooled
            : new LogBatchReader(SecretLogKeys.IsSecret, RedactSample);
        try
        {
            var batch = reader.Read(data, _signals.MinLevel);
            if (batch.IsControl)
                return new LogReading([], null);
            return batch.LogGroup == ownLogGroup
                ? new LogReading([],
                    $"Log group {batch.LogGroup} is this function's own and is ignored. Remove its subscription " +
                    "filter.")
                : new LogReading(_signals.From(batch, region), null);
        }
        finally
        {
            _readers.Add(reader);
        }
    }
}

/// <param name="Refusal">Why the whole batch was ignored, as a sentence; otherwise null.</param>
public sealed record LogReading(IReadOnlyList<Signal> Signals, string? Refusal);
