using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.Generic;
using Alerting.Sources.Wrapping;

namespace Alerting.Sources;

/// <summary>
/// Reads any event into signals. The first reader that recognizes a message reads it; the generic reader takes the
/// rest, so nothing is lost.
/// </summary>
public static class EventReader
{
    internal const string TruncatedProblem = "The message is truncated JSON, read up to where it ends.";

    private static readonly GenericReader Generic = new();

    /// <summary>The source names, in the order the readers are tried.</summary>
    public static IEnumerable<string> Sources =>
        [.. SourceCatalog.Readers.Concat(SourceCatalog.Envelopes).Select(reader => reader.Source).Distinct(),
            Generic.Source];

    /// <summary>Reads the body of a Lambda event, or a message without a transport.</summary>
    /// <param name="delivery">Distinguishes two deliveries of the same text: a request id or a time.</param>
    public static IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. ReadEach(body, delivery).SelectMany(reading => reading.Signals)];

    /// <summary>One reading per message, with the reason if a message has no signals.</summary>
    public static IReadOnlyList<EventReading> ReadEach(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. EventEnvelope.Open(body).Select((message, index) => ReadMessage(
            delivery is null || message.Delivery is not null
                ? message
                : message with { Delivery = $"{delivery}/{index}" }))];

    /// <summary>Reads one unwrapped message. Never throws because of its content.</summary>
    public static IReadOnlyList<Signal> Read(EventMessage message) => ReadMessage(message).Signals;

    public static EventReading ReadMessage(EventMessage message) =>
        CanaryReader.Read(message)
            ?? (ReadByKnownReader(message) is { } known ? EarlierIdentities.Of(known, message) : null)
            ?? ReadUnwrapped(message)
            ?? ReadEnvelope(message)
            ?? (message.Truncated.ValueKind == JsonValueKind.Undefined ? null : ReadTruncated(message))
            ?? Reading(Generic.Source, Generic.Read(message), []);

    /// <summary>
    /// Truncated JSON is read up to where it ends, because a page must not become a warning for a missing tail. If too
    /// little is left, the message is shown as text.
    /// </summary>
    private static EventReading? ReadTruncated(EventMessage message)
    {
        var cut = message with { Json = message.Truncated, Problems = [TruncatedProblem] };
        return ReadByKnownReader(cut)
            ?? ReadUnwrapped(cut)
            ?? ReadEnvelope(cut)
            ?? (GenericReader.HasContent(cut) ? Reading(Generic.Source, Generic.Read(cut), []) : null);
    }

    /// <summary>An event without its envelope, or inside another message.</summary>
    private static EventReading? ReadUnwrapped(EventMessage message)
    {
        if (CompletedEnvelope.Of(message) is { } completed && ReadByKnownReader(completed) is { } reading)
            return EarlierIdentities.OfUnwrapped(reading, message);
        // Somebody's own event may have any detail.
        var isOwnEvent = message.Json.Has("source") && message.Json.HasAny("detail-type", "detailType");
        foreach (var inner in InnerMessage.In(message))
        {
            if (ReadByKnownReader(inner) is { } read)
                return EarlierIdentities.OfUnwrapped(isOwnEvent ? InPlace(read, message.Json) : read, message);
            if (!isOwnEvent && CompletedEnvelope.Of(inner) is { } whole && ReadByKnownReader(whole) is { } found)
                return EarlierIdentities.OfUnwrapped(found, message);
        }
        return null;
    }

    /// <summary>With the account and region of the envelope, which the event of an outside service has not.</summary>
    private static EventReading InPlace(EventReading reading, EventJson envelope) => reading with
    {
        Signals = [.. reading.Signals.Select(signal => signal with
        {
            Account = signal.Account ?? envelope.Text("account"),
            Region = signal.Region ?? envelope.Region("region"),
        })],
    };

    private static EventReading? ReadByKnownReader(EventMessage message) =>
        ReadBy(SourceCatalog.Readers, message);

    /// <summary>A known envelope with content that no other reader knows.</summary>
    private static EventReading? ReadEnvelope(EventMessage message) => ReadBy(SourceCatalog.Envelopes, message)
        ?? (CompletedEnvelope.Of(message) is { } whole ? ReadBy(SourceCatalog.Envelopes, whole) : null)
        ?? InnerMessage.In(message).Select(inner => ReadBy(SourceCatalog.Envelopes, inner)).OfType<EventReading>()
            .FirstOrDefault();

    private static EventReading? ReadBy(IReadOnlyList<ISourceReader> readers, EventMessage message)
    {
        foreach (var reader in readers)
        {
            try
            {
                // Warnings are per reader: a value that one rejects may be right for the next.
                var warnings = new ParseWarnings();
                if (reader.Read(message with { Json = message.Json.WithWarnings(warnings) }) is { } signals)
                    return Reading(reader.Source, signals, [.. message.Problems, .. warnings.Sentences]);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The reader did not expect this format, but the message still needs an alert.
                return Reading(reader.Source, [Generic.ReadWithProblem(message,
                    $"This looks like a {reader.Source} event but could not be parsed; shown as received.")], []);
            }
        }
        return null;
    }

    private static EventReading Reading(string source, IReadOnlyList<Signal> signals, IReadOnlyList<string> problems)
    {
        if (signals.Count > 0)
            return new EventReading(source, [.. signals.Select(signal => Complete(signal, problems))]);
        var reason = signals is IgnoredEvent ignored ? ignored.Reason : "The message contains no alerts.";
        return new EventReading(source, [], reason);
    }

    private static Signal Complete(Signal signal, IReadOnlyList<string> problems)
    {
        if (string.IsNullOrWhiteSpace(signal.Title))
            signal = signal with { Title = $"{signal.Source} alert without a title" };
        if (string.IsNullOrWhiteSpace(signal.Name))
            signal = signal with { Name = signal.Source };
        return SignalLimits.Within(problems.Count == 0
            ? signal
            : signal with { Problems = [.. signal.Problems, .. problems] });
    }
}

/// <summary>
/// Limits the length of names, labels and keys. AWS names have a few hundred characters at most; longer ones are forged
/// or broken, and would end up in every label, key and link.
/// </summary>
internal static class SignalLimits
{
    public const int LongestName = 500;
    public const int LongestLabel = 1000;

    /// <summary>A longer key ends in its hash, so it stays unique.</summary>
    private const int LongestKey = 1000;

    public static Signal Within(Signal signal)
    {
        var problems = new List<string>(signal.Problems);
        signal = signal with
        {
            Name = Cut(signal.Name, LongestName, "name", problems),
            Title = Cut(signal.Title, LongestName, "title", problems),
            Identity = Key(signal.Identity),
            EarlierIdentities = signal.EarlierIdentities.Count == 0 ? [] : [.. signal.EarlierIdentities.Select(Key)],
            EventKey = Key(signal.EventKey),
            State = signal.State is { } state ? Cut(state, LongestName, "state", problems) : null,
            PreviousState =
                signal.PreviousState is { } previous ? Cut(previous, LongestName, "previous state", problems) : null,
        };
        if (signal.Labels.Values.Any(value => value.Length > LongestLabel))
        {
            signal = signal with
            {
                Labels = signal.Labels.ToDictionary(label => label.Key,
                    label => Cut(label.Value, LongestLabel, $"label {label.Key}", problems), StringComparer.Ordinal),
            };
        }
        return problems.Count == signal.Problems.Count ? signal : signal with { Problems = problems };
    }

    private static string Key(string key) => key.Length <= LongestKey ? key : $"{key[..64]}…{Fingerprint.Of(key)}";

    private static string Cut(string text, int longest, string what, List<string> problems)
    {
        if (text.Length <= longest)
            return text;
        problems.Add($"The {what} has {text.Length} characters; truncated to {longest}.");
        return text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }
}
