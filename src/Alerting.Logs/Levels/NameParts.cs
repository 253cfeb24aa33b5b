using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>Recognises words that only name something: a path, an option, a header.</summary>
internal static class NameParts
{
    private static readonly SearchValues<byte> TokenStarts = SearchValues.Create(" \t\"'=(,["u8);

    private static readonly ByteWordSet InNames =
        new(ignoreCase: true, "error errors exception exceptions failures fatal critical panic severe");

    /// <summary>
    /// Part of a path, a file name or a longer name: <c>/api/errors</c>, <c>error.log</c>, <c>non-fatal</c>
    /// </summary>
    public static bool Contain(ReadOnlySpan<byte> message, int start, int end)
    {
        var before = start > 0 ? message[start - 1] : (byte)' ';
        if (before == '/' && IsPath(message[..start]))
        {
            return true;
        }

        // A name that is quoted: user "fatal"
        if (before is (byte)'"' or (byte)'\'' && end < message.Length && message[end] == before)
        {
            return true;
        }

        if (before == '-' && IsPath(message[..start]))
        {
            return true;
        }

        if (before == '-' && (start == 1 || message[start - 2] == '-' || IsHeaderName(message[..start])))
        {
            // An option, --fatal, or a header, X-Error.
            return start > 1;
        }

        // A longer name, fatal-errors or critical-backup. "login-failed" is an event.
        if (((end + 1 < message.Length && message[end] == '-' && ByteClasses.IsWord(message[end + 1]))
                || (before == '-' && start > 1 && ByteClasses.IsWord(message[start - 2])))
            && InNames.Contains(message[start..end]))
        {
            return true;
        }

        if (before == '-' && start > 1 && ByteClasses.IsWord(message[start - 2]))
        {
            var prefix = message[..(start - 1)];
            return prefix.EndsWith("non"u8) || prefix.EndsWith("Non"u8) || prefix.EndsWith("soft"u8);
        }

        return end + 1 < message.Length && ((message[end] == '.' && ByteClasses.IsWord(message[end + 1]))
            || (message[end] == ':' && message[end + 1] == ':'));
    }

    private static bool IsHeaderName(ReadOnlySpan<byte> before) =>
        before.EndsWith("X-"u8) && (before.Length == 2 || !ByteClasses.IsWord(before[^3]));

    private static bool IsPath(ReadOnlySpan<byte> before)
    {
        var token = before[(before.LastIndexOfAny(TokenStarts) + 1)..];
        return token[0] == '/' || token.Count((byte)'/') > 1;
    }
}
