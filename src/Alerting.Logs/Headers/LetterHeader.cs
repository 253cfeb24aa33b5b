using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

/// <summary>
/// Reads headers that start with a one-letter level: klog and glog, Ruby's logger, logcat's short form, apt's.
/// </summary>
internal static class LetterHeader
{
    /// <summary><c>E0102 15:04:05.678901   12345 file.go:123] message</c></summary>
    /// <remarks>https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#klog</remarks>
    public static int Time(ReadOnlySpan<byte> text) =>
        text.Length > 16 && text[5] == ' ' && LevelWords.FromLetter(text[0]) is not null
        && text.Slice(1, 4).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? TimeScanner.Match(text, 6) is > 0 and var length ? 6 + length : 0
            : 0;

    /// <summary><c>[E 2026-01-31 10:00:00.123 ServerApp] message</c></summary>
    /// <remarks>https://www.tornadoweb.org/en/stable/log.html</remarks>
    public static bool IsTornado(ReadOnlySpan<byte> text) =>
        text.Length > 12 && text[0] == '[' && text[2] == ' ' && LevelWords.FromLetter(text[1]) is not null
        && TimeScanner.Match(text, 3) > 0;

    public static int Read(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        if (at > 3 && text[0] == '[' && text[2] == ' ')
        {
            line.LevelText = text.Slice(1, 1);
            line.Level = LevelWords.FromLetter(text[1]);
            return at;
        }

        if (at == 0 && IsApt(text))
        {
            line.LevelText = text[..1];
            line.Level = LevelWords.FromLetter(text[0]);
            return 3;
        }

        var klog = at == 0 ? Time(text) : 0;
        var ruby = at > 4 && text[1] == ',' && text[3] == '[';
        var logcat =
            at == 0 && text.Length > 4 && text[1] == '/' ? text[..Math.Min(text.Length, 80)].IndexOf("): "u8) : -1;
        if (klog == 0 && !ruby && logcat < 0)
        {
            return at;
        }

        line.LevelText = text[..1];
        line.Level = LevelWords.FromLetter(text[0]);
        if (klog > 0)
        {
            line.Time = text[1..klog];
            var close = text[klog..Math.Min(text.Length, klog + 120)].IndexOf("] "u8);
            return close < 0 ? klog : klog + close + 2;
        }

        return ruby ? AfterRuby(text, at, ref line) : AfterLogcat(text, logcat, ref line);
    }

    /// <summary>A sentence after the letter, as in <c>E: Unable to locate package shop</c>.</summary>
    /// <remarks>https://salsa.debian.org/apt-team/apt/-/blob/main/apt-pkg/contrib/error.cc</remarks>
    private static bool IsApt(ReadOnlySpan<byte> text) =>
        text.Length > 8 && text[1] == ':' && text[2] == ' ' && text[0] is (byte)'E' or (byte)'W'
        && ByteClasses.IsUpper(text[3]) && text[4..].IndexOf((byte)' ') > 0;

    private static int AfterRuby(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        var dashes = text[at..].IndexOf("-- "u8);
        if (dashes < 0)
        {
            return at;
        }

        var start = at + dashes + 3;
        var colon = text[start..].IndexOf(": "u8);
        if (colon < 0)
        {
            return start;
        }

        line.Logger = text.Slice(start, colon);
        return start + colon + 2;
    }

    private static int AfterLogcat(ReadOnlySpan<byte> text, int end, ref LogLine line)
    {
        var open = text[..end].LastIndexOf((byte)'(');
        line.Logger = open > 2 ? text[2..open].Trim((byte)' ') : default;
        return end + 3;
    }
}
