namespace Alerting.Logs.Bytes;

/// <summary>Removes the escape sequences with which consoles colour text (ECMA-48, 8.3.117).</summary>
internal static class AnsiColours
{
    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> word)
    {
        while (word.Length > 0 && word[0] == 0x1b && word.IndexOf((byte)'m') is > 0 and var colour)
        {
            word = word[(colour + 1)..];
        }

        var end = word.IndexOf((byte)0x1b);
        return end < 0 ? word : word[..end];
    }

    public static ReadOnlySpan<byte> Remove(ReadOnlySpan<byte> text, UnescapeBuffer scratch)
    {
        scratch.Reset(text.Length);
        var target = scratch.Free;
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != 0x1b)
            {
                target[length++] = text[i];
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '[')
            {
                i += 2;
                while (i < text.Length && text[i] is < 0x40 or > 0x7e)
                {
                    i++;
                }
            }
        }

        return scratch.Take(length);
    }
}
