using Alerting.Alerts;

namespace Alerting.Silencing;

/// <summary>The mute of an alert as its group stores it.</summary>
/// <param name="Code">That it is silenced, inhibited or muted by time.</param>
/// <param name="Name">The silence's id, the name of the alert that inhibits, or the times: <c>by nights</c>.</param>
/// <param name="Text">The sentence.</param>
internal readonly record struct StoredMute(ReasonCode Code, string Name, string Text)
{
    public bool IsInhibition => Code == ReasonCode.Inhibited;

    public bool IsByTime => Code == ReasonCode.MutedByTime;

    /// <param name="code"><see cref="ReasonCode.Other"/> if an earlier version stored only the sentence.</param>
    public static StoredMute Of(string text, ReasonCode code, string? name) =>
        code == ReasonCode.Other ? EarlierMuteText.Read(text) : new StoredMute(code, name ?? "", text);
}

/// <summary>
/// Reads the sentence of a mute that an earlier version stored without its code. Version 1 wrote
/// <c>silence ID by AUTHOR (COMMENT)</c> and <c>inhibited by NAME (inhibit rule N)</c>, later versions the sentences of
/// <see cref="MuteReasons"/>.
/// </summary>
internal static class EarlierMuteText
{
    private const string SilencedBy = "Silenced by ";
    private const string SilencedByV1 = "silence ";
    private const string InhibitedBy = "Inhibited by ";

    public static StoredMute Read(string text)
    {
        if (text.StartsWith(InhibitedBy, StringComparison.OrdinalIgnoreCase))
        {
            var inhibitor = text[InhibitedBy.Length..];
            return new StoredMute(ReasonCode.Inhibited, Before(" (inhibit rule ", inhibitor, isLast: true),
                $"{InhibitedBy}{inhibitor.TrimEnd('.')}.");
        }
        if (text.StartsWith(SilencedBy, StringComparison.Ordinal))
        {
            // The author and the comment are in parentheses; both may be missing.
            var about = Before(" until ", text[SilencedBy.Length..], isLast: true);
            return new StoredMute(ReasonCode.Silenced, Before(" (", about), text);
        }
        var silence = text.StartsWith(SilencedByV1, StringComparison.Ordinal) ? text[SilencedByV1.Length..] : text;
        return new StoredMute(ReasonCode.Silenced, Before(" by ", silence), $"Silenced ({text.TrimEnd('.')}).");
    }

    private static string Before(string mark, string text, bool isLast = false)
    {
        var at = isLast
            ? text.LastIndexOf(mark, StringComparison.Ordinal)
            : text.IndexOf(mark, StringComparison.Ordinal);
        return at > 0 ? text[..at] : text;
    }
}
