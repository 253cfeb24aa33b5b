using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>
/// Distinguishes a level from a key of the same name: <c>error: disk full</c> is a level and its message, and
/// <c>error: null,</c> is a field of a printed object.
/// </summary>
internal static class LevelKey
{
    /// <summary>Levels that only few systems write, and that rules and settings have as keys.</summary>
    private static readonly ByteWordSet RareWords = new(ignoreCase: true,
        "alert panic note config context detail statement system success exception emergency hint log");

    /// <summary>Words of prose, which are levels only in capitals: <c>Alert: coffee is ready</c></summary>
    private static readonly ByteWordSet ProseWords =
        new(ignoreCase: true, "alert emergency panic severe failure disaster high page");

    /// <param name="word">The word before the colon.</param>
    /// <param name="value">The text after it.</param>
    public static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r"u8);
        if (NoValue.IsFirstOfMore(value))
        {
            return true;
        }

        var isUpper = !word.ContainsAnyInRange((byte)'a', (byte)'z');
        if (!isUpper && ProseWords.Contains(word))
        {
            return true;
        }

        if (NoValue.Is(value))
        {
            return !value.IsEmpty || !isUpper;
        }

        if (isUpper || value.IsEmpty)
        {
            return !isUpper;
        }

        var isWord = value.IndexOf((byte)' ') < 0;
        var isObject = value[0] == '{' || (value[0] == '[' && value[^1] is (byte)']' or (byte)',' or (byte)'[');
        return isObject || !HasLetter(value) || (isWord && value[^1] == ',')
            || (isWord && RareWords.Contains(word));
    }

    private static bool HasLetter(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if ((ByteClasses.Of(b) & ByteClass.Letter) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
