using System.Buffers;
using Alerting.Logs.Bytes;
using Alerting.Logs.Templates;

namespace Alerting.Logs.Headers;

/// <summary>Distinguishes logger names from the first word of a message.</summary>
internal static class LoggerNames
{
    private static readonly SearchValues<byte> DottedNameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$-"u8);

    /// <summary>Names of threads, which say nothing about the line.</summary>
    private static readonly ByteWordSet Threads = new(ignoreCase: true,
        "main worker background thread default scheduler timer async pool exec task daemon reaper shutdown server " +
        "client app application root none null unknown undefined preauth system");

    /// <summary>A part of the program in brackets: <c>[payments]</c>; not a thread's name or number.</summary>
    public static bool IsComponent(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 40 || Threads.Contains(word) || !ByteClasses.IsLower(word[0]))
        {
            return false;
        }

        foreach (var b in word)
        {
            if (!ByteClasses.IsLower(b) && b is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsLogger(in HeaderCursor header, ReadOnlySpan<byte> token, int end)
    {
        var last = token[^1];
        var name = token.TrimEnd((byte)':');
        var startsLikeName = ByteClasses.IsLower(ByteClasses.Lower(token[0])) || token[0] == '_';
        if (token.Length < 2 || !startsLikeName || name.EndsWith("Exception"u8) || name.EndsWith("Error"u8))
        {
            return false;
        }

        var spaces = 0;
        while (end + spaces < header.Text.Length && header.Text[end + spaces] == ' ')
        {
            spaces++;
        }

        var behind = header.Text[(end + spaces)..];
        var colonBehind = behind.StartsWith(": "u8);
        var dashBehind = behind.StartsWith("- "u8);
        if (colonBehind || (dashBehind && (header.HasTime || token.IndexOf((byte)'.') > 0)))
        {
            return true;
        }

        if (last is (byte)':' or (byte)']')
        {
            return IsCodeName(token);
        }

        return (IsDottedName(token) && !FollowsDash(header) && IsBeforeMessage(header, token, end))
            || (header.HasTime && spaces > 1 && header.At > 1 && header.Text[header.At - 2] == ' ');
    }

    /// <summary>Without a time the first word may be message: <c>ERROR user.created handler failed</c>.</summary>
    private static bool IsBeforeMessage(in HeaderCursor header, ReadOnlySpan<byte> token, int end) =>
        end < header.Text.Length && (header.HasTime || token.ContainsAnyInRange((byte)'A', (byte)'Z'));

    /// <summary>A dash ends the header, so a word right after it belongs to the message.</summary>
    private static bool FollowsDash(in HeaderCursor header) =>
        header.Brackets > 0 && header.At > 1 && header.Text[header.At - 2] == '-';

    /// <summary>
    /// <c>dfs.DataNode$PacketResponder:</c>, <c>my_crate::mod]</c>, <c>Category[14]</c>; not <c>Failed:</c>
    /// </summary>
    private static bool IsCodeName(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        if (!name.ContainsAnyInRange((byte)'a', (byte)'z') && name.IndexOf((byte)'.') < 0)
        {
            // Error codes such as ORA-00942 belong to the message.
            return false;
        }

        return name.Length > 1 && (name.IndexOfAny(".$_@["u8) > 0 || name.IndexOf("::"u8) > 0
            || name[1..].ContainsAnyInRange((byte)'A', (byte)'Z') || name.ContainsAnyInRange((byte)'0', (byte)'9')
            || token[^1] == ']');
    }

    public static bool IsDottedName(ReadOnlySpan<byte> token) =>
        token.IndexOf((byte)'.') is > 0 and var dot && dot < token.Length - 1
        && token.IndexOfAnyExcept(DottedNameBytes) < 0
        && !TemplateWords.FileExtensions.Contains(token[(token.LastIndexOf((byte)'.') + 1)..]);

    /// <summary>A process id before Spring Boot's three dashes, or nginx's <c>31#31:</c></summary>
    public static bool IsProcessNumber(in HeaderCursor header, ReadOnlySpan<byte> token, int end) =>
        (token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && header.Text[end..].StartsWith(" ---"u8))
        || (token.Length > 2 && token[^1] == ':' && ByteClasses.IsDigit(token[0]) && token.IndexOf((byte)'#') > 0);

    /// <summary><c>main.go:12:</c>, <c>server.go:120]</c></summary>
    public static bool IsSourceLine(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        var colon = name.LastIndexOf((byte)':');
        return colon > 2 && name.Length < token.Length
            && name[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && colon + 1 < name.Length && name[..colon].IndexOf((byte)'.') > 0;
    }
}
