using System.Buffers;
using System.Text;
using Alerting.Redaction;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

/// <summary>
/// Keeps a secret together with its key. <c>db_password: hunter2</c> looks like a logger and its message, but redaction needs
/// the key to recognise the secret in a message that is shown alone.
/// </summary>
internal static class SecretKeys
{
    private const int LongestKey = 64;

    private static readonly SearchValues<byte> SuffixEnds = SearchValues.Create("0123456789eEmMnNtT"u8);

    private static readonly byte[][] Names = [.. SecretWords.Names.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Puts a secret's key back before the message if the header parser removed it.</summary>
    /// <param name="text">The text that the message is a part of. With any other text nothing happens.</param>
    public static void RestoreKey(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (line.Message.IsEmpty || !text.Overlaps(line.Message, out var start) || start <= 0)
        {
            return;
        }

        var before = text[..start].TrimEnd(" \t"u8);
        if (before.IsEmpty || before[^1] is not ((byte)':' or (byte)'='))
        {
            return;
        }

        var key = Key(before.TrimEnd(" \t:=\"'"u8));
        if (key.IsEmpty || !IsSecret(key) || !text.Overlaps(key, out var from))
        {
            return;
        }

        line.Message = text[from..(start + line.Message.Length)];
        line.Logger = line.Logger.Overlaps(line.Message) ? default : line.Logger;
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> before)
    {
        var start = before.Length;
        while (start > 0 && before.Length - start < LongestKey && (ByteClasses.IsWord(before[start - 1]) || before[start - 1] is (byte)'-' or (byte)'.'))
        {
            start--;
        }

        return before[start..];
    }

    /// <summary>Whether the last part of the name is a secret's key, by the same rules as <see cref="SecretNames"/>.</summary>
    private static bool IsSecret(ReadOnlySpan<byte> key)
    {
        key = key[..LengthWithoutSuffix(key)];
        if (key.IsEmpty)
        {
            return false;
        }

        var last = ByteClasses.Lower(key[^1]);
        foreach (var name in Names)
        {
            var at = key.Length - name.Length;
            if (name[^1] == last && at >= 0 && Ascii.EqualsIgnoreCase(key[at..], name) && IsPartStart(key, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Converts the key to text only if it ends like a suffix, since this runs for every word before a colon.</summary>
    private static int LengthWithoutSuffix(ReadOnlySpan<byte> key)
    {
        if (!SuffixEnds.Contains(key[^1]))
        {
            return key.Length;
        }

        Span<char> name = stackalloc char[LongestKey];
        return SecretNames.WithoutSuffix(name[..Encoding.ASCII.GetChars(key, name)]).Length;
    }

    private static bool IsPartStart(ReadOnlySpan<byte> key, int at) =>
        at == 0 || !ByteClasses.IsLower(ByteClasses.Lower(key[at - 1])) || ByteClasses.IsUpper(key[at]);
}
