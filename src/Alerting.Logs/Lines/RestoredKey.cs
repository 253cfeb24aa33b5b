using Alerting.Logs.Bytes;

namespace Alerting.Logs.Lines;

/// <summary>
/// Keeps a secret together with its key. <c>db_password: hunter2</c> looks like a logger and its message, but redaction
/// needs the key to recognise the secret in a message that is shown alone.
/// </summary>
internal static class RestoredKey
{
    private const int LongestKey = 64;

    /// <summary>Puts a secret's key back before the message if the header parser removed it.</summary>
    /// <param name="text">The text that the message is a part of. With any other text nothing happens.</param>
    public static void Apply(ReadOnlySpan<byte> text, SecretKeyTest isSecretKey, ref LogLine line)
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
        if (key.IsEmpty || !isSecretKey(key) || !text.Overlaps(key, out var from))
        {
            return;
        }

        line.Message = text[from..(start + line.Message.Length)];
        line.Logger = line.Logger.Overlaps(line.Message) ? default : line.Logger;
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> before)
    {
        var start = before.Length;
        while (start > 0 && before.Length - start < LongestKey
            && (ByteClasses.IsWord(before[start - 1]) || before[start - 1] is (byte)'-' or (byte)'.'))
        {
            start--;
        }

        return before[start..];
    }
}
