using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Sources.Generic;

namespace Alerting.Sources;

/// <summary>
/// Reads an event, whatever it is, into signals. The readers are asked in order and the first that knows the message
/// takes it; the generic one knows everything, so nothing that comes in vanishes here.
/// </summary>
public static class EventReader
{
    private static readonly ISourceReader[] Readers =
    [
        new AlarmReader(),
    ];

    private static readonly GenericReader Generic = new();

    /// <summary>The families that are read, in the order they are asked.</summary>
    public static IEnumerable<string> Sources => Readers.Select(reader => reader.Source).Append(Generic.Source);

    /// <summary>Reads the body of a Lambda event, or a bare message.</summary>
    public static IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body) =>
        [.. EventEnvelope.Open(body).SelectMany(Read)];

    /// <summary>Reads one unwrapped message. Never throws for what is in it.</summary>
    public static IReadOnlyList<Signal> Read(EventMessage message)
    {
        foreach (var reader in Readers)
        {
            try
            {
                if (reader.Read(message) is { } signals)
                    return [.. signals.Select(signal => WithProblems(signal, message.Problems))];
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A reader stumbled over a shape nobody foresaw. The message is still somebody's alert.
                return [Generic.ReadFlagged(message, $"This looks like {reader.Source} but could not be read as such.")];
            }
        }
        return Generic.Read(message);
    }

    private static Signal WithProblems(Signal signal, IReadOnlyList<string> problems) =>
        problems.Count == 0 ? signal : signal with { Problems = [.. signal.Problems, .. problems] };
}
