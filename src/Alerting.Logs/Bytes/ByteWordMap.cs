namespace Alerting.Logs.Bytes;

/// <summary>A fixed table from ASCII words to values, for look-ups by UTF-8 bytes.</summary>
/// <param name="ignoreCase">If so, write the words in lower case.</param>
/// <param name="rows">Each value with the words that mean it, separated by spaces.</param>
internal sealed class ByteWordMap<T>(bool ignoreCase, params (T Value, string Words)[] rows)
    where T : struct
{
    private readonly ByteWordSet _words = new(ignoreCase, string.Join(' ', rows.Select(row => row.Words)));

    private readonly T[] _values =
        [.. rows.SelectMany(row => row.Words.Split(' ').Select(_ => row.Value))];

    public T? Find(ReadOnlySpan<byte> word) => _words.IndexOf(word) is >= 0 and var at ? _values[at] : null;
}
