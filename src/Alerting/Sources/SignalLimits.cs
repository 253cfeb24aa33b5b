using Alerting.Alerts;

namespace Alerting.Sources;

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
