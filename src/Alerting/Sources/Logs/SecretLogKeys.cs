using System.Buffers;
using System.Text;
using Alerting.Redaction;

namespace Alerting.Sources.Logs;

/// <summary>The keys whose values are secret, as the bytes of a log line spell them.</summary>
public static class SecretLogKeys
{
    private const int LongestKey = 64;

    private static readonly SearchValues<byte> SuffixEnds = SearchValues.Create("0123456789eEmMnNtT"u8);

    private static readonly byte[][] Names = [.. SecretWords.Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// Whether the last part of the key is a secret's, by the same rules as <see cref="SecretNames"/>.
    /// </summary>
    public static bool IsSecret(ReadOnlySpan<byte> key)
    {
        key = key[..LengthWithoutSuffix(key)];
        foreach (var name in Names)
        {
            var at = key.Length - name.Length;
            if (at >= 0 && Ascii.EqualsIgnoreCase(key[at..], name) && IsPartStart(key, at))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Converts the key to text only if it ends like a suffix, since this runs for every word before a colon.
    /// </summary>
    private static int LengthWithoutSuffix(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty || key.Length > LongestKey || !SuffixEnds.Contains(key[^1]))
            return key.Length;
        Span<char> name = stackalloc char[LongestKey];
        return SecretNames.WithoutSuffix(name[..Encoding.ASCII.GetChars(key, name)]).Length;
    }

    private static bool IsPartStart(ReadOnlySpan<byte> key, int at) =>
        at == 0 || !char.IsAsciiLetter((char)key[at - 1]) || char.IsAsciiLetterUpper((char)key[at]);
}
