using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>
/// Keeps names within what people read and stores take. AWS's own names end at some hundred characters; longer ones are
/// forged or broken, and would go into every label, key and link.
/// </summary>
internal static class SignalLimits
{
    public const int LongestName = 500;
    public const int LongestLabel = 1000;

    /// <summary>What makes two signals one is hashed where it is too long, so that it stays what it was made of.</summary>
    private const int LongestKey = 1000;

    /// <summary>The same signal where all is within the limits.</summary>
    public static Signal Within(Signal signal)
    {
        var problems = new List<string>(signal.Problems);
        signal = signal with
        {
            Name = Cut(signal.Name, LongestName, "name", problems),
            Title = Cut(signal.Title, LongestName, "title", problems),
            Identity = Key(signal.Identity),
            EventKey = Key(signal.EventKey),
            State = signal.State is { } state ? Cut(state, LongestName, "state", problems) : null,
            PreviousState = signal.PreviousState is { } previous ? Cut(previous, LongestName, "previous state", problems) : null,
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
        problems.Add($"The {what} has {text.Length} characters and is cut to {longest}.");
        return text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }
}
