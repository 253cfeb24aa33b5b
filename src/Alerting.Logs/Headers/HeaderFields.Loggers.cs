using System.Buffers;
using Alerting.Logs.Bytes;
using Alerting.Logs.Templates;

namespace Alerting.Logs.Headers;

/// <summary>Distinguishes logger names from the first word of a message.</summary>
internal ref partial struct HeaderFields
{
    private static readonly SearchValues<byte> DottedNameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$-"u8);

    private readonly bool IsLogger(ReadOnlySpan<byte> token, int end)
    {
        var last = token[^1];
        var name = token.TrimEnd((byte)':');
        if (token.Length < 2 || name.EndsWith("Exception"u8) || name.EndsWith("Error"u8) || !(ByteClasses.IsLower(ByteClasses.Lower(token[0])) || token[0] == '_'))
        {
            return false;
        }

        var spaces = 0;
        while (end + spaces < _text.Length && _text[end + spaces] == ' ')
        {
            spaces++;
        }

        var colonBehind = end + spaces + 1 < _text.Length && _text[end + spaces] == ':' && _text[end + spaces + 1] == ' ';
        var dashBehind = _text[(end + spaces)..].StartsWith("- "u8);
        if (colonBehind || (dashBehind && (_hasTime || token.IndexOf((byte)'.') > 0)))
        {
            return true;
        }

        return last is (byte)':' or (byte)']' ? IsCodeName(token) : (IsDottedName(token) && !FollowsDash() && IsBeforeMessage(token, end)) || (_hasTime && spaces > 1 && _at > 1 && _text[_at - 2] == ' ');
    }

    /// <summary>Without a time the first word may be message: <c>ERROR user.created handler failed</c>.</summary>
    private readonly bool IsBeforeMessage(ReadOnlySpan<byte> token, int end) =>
        end < _text.Length && (_hasTime || token.ContainsAnyInRange((byte)'A', (byte)'Z'));

    /// <summary>A dash ends the header, so a word right after it belongs to the message.</summary>
    private readonly bool FollowsDash() => _brackets > 0 && _at > 1 && _text[_at - 2] == '-';

    /// <summary><c>dfs.DataNode$PacketResponder:</c>, <c>my_crate::mod]</c>, <c>Category[14]</c>; not <c>Failed:</c></summary>
    private static bool IsCodeName(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        if (!name.ContainsAnyInRange((byte)'a', (byte)'z') && name.IndexOf((byte)'.') < 0)
        {
            // Error codes such as ORA-00942 belong to the message.
            return false;
        }

        return name.Length > 1 && (name.IndexOfAny(".$_@["u8) > 0 || name.IndexOf("::"u8) > 0
            || name[1..].ContainsAnyInRange((byte)'A', (byte)'Z') || name.ContainsAnyInRange((byte)'0', (byte)'9') || token[^1] == ']');
    }

    private static bool IsDottedName(ReadOnlySpan<byte> token) =>
        token.IndexOf((byte)'.') is > 0 and var dot && dot < token.Length - 1
        && token.IndexOfAnyExcept(DottedNameBytes) < 0
        && !TemplateWords.FileExtensions.Contains(token[(token.LastIndexOf((byte)'.') + 1)..]);

    /// <summary>A process id before Spring Boot's three dashes, or nginx's <c>31#31:</c></summary>
    private readonly bool IsProcessNumber(ReadOnlySpan<byte> token, int end) =>
        (token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && _text[end..].StartsWith(" ---"u8))
        || (token.Length > 2 && token[^1] == ':' && ByteClasses.IsDigit(token[0]) && token.IndexOf((byte)'#') > 0);

    /// <summary><c>main.go:12:</c>, <c>server.go:120]</c></summary>
    private static bool IsSourceLine(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        var colon = name.LastIndexOf((byte)':');
        return colon > 2 && name.Length < token.Length && name[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && colon + 1 < name.Length && name[..colon].IndexOf((byte)'.') > 0;
    }
}
