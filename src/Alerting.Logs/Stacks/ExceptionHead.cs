using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Stacks;

/// <summary>The line that names an exception: its type, its message, and whether it was uncaught.</summary>
internal readonly ref struct ExceptionHead
{
    /// <summary>Initials of: Unhandled, Exception in, PHP, Fatal, panic, thread.</summary>
    private static ReadOnlySpan<byte> PrefixInitials => "UEPFptf"u8;

    private static readonly ByteWordSet Fields = new(ignoreCase: true,
        "error exception panic lasterror lastexception last_error innerexception fatal");

    internal ExceptionHead(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message, bool unhandled)
    {
        Type = type;
        Message = message;
        Unhandled = unhandled;
    }

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> Message { get; }

    public bool Unhandled { get; }

    /// <summary>
    /// The frame on the same line, which Ruby and Rust write: <c>/app/pay.rb:12:in `charge'</c>, <c>src/pay.rs:3:5</c>
    /// </summary>
    public ReadOnlySpan<byte> Frame { get; init; }

    public bool IsEmpty => Type.IsEmpty;

    /// <summary>Reads a line that starts with an exception or with a runtime's phrase before one.</summary>
    public static ExceptionHead Read(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("** ("u8))
        {
            return RuntimeHead.Elixir(line);
        }

        if (line.StartsWith("[UnhandledPromiseRejection: "u8))
        {
            return new(line[1..26], line[28..].TrimEnd("{ ]"u8), unhandled: true);
        }

        if (line.Length < 5
            || ((ByteClasses.Of(line[0]) & ByteClass.Letter) == 0 && line[0] is not ((byte)'/' or (byte)'\\')))
        {
            return default;
        }

        // Most lines are sentences: a blank comes before any colon. This skips them cheaply.
        var stop = line.IndexOfAny((byte)' ', (byte)':');
        if (stop >= 0 && line[stop] == ' ' && !PrefixInitials.Contains(line[0])
            && line[^1] != ')' && !line.EndsWith("):"u8))
        {
            return default;
        }

        var rest = ExceptionName.SkipRuntimePrefix(line, out var unhandled);
        if (IsField(line))
        {
            return default;
        }

        if (RuntimeHead.Read(line) is { IsEmpty: false } phrase)
        {
            return phrase;
        }

        var type = ExceptionName.Read(rest, unhandled);
        if (type.IsEmpty)
        {
            return line[^1] == ':' ? RuntimeHead.Rails(line) : RuntimeHead.Ruby(line);
        }

        return new(type, rest[type.Length..].TrimStart(": "u8), unhandled);
    }

    /// <summary>A field of a printed object or of a report: <c>Error: none</c>, <c>panic: false</c></summary>
    private static bool IsField(ReadOnlySpan<byte> line)
    {
        var colon = line[..Math.Min(line.Length, 24)].IndexOf((byte)':');
        if (colon <= 0 || !Fields.Contains(line[..colon]) || colon + 1 >= line.Length)
        {
            return false;
        }

        var value = FirstLine.Of(line[(colon + 1)..], out _).TrimStart((byte)' ');
        return NoValue.Is(value) || NoValue.IsFirstOfMore(value);
    }

    /// <summary>
    /// The last line of a traceback names the exception, so any type name counts: <c>shop.OutOfStock: 17</c>
    /// </summary>
    public static ExceptionHead EndOfTraceback(ReadOnlySpan<byte> line)
    {
        var length = 0;
        while (length < line.Length && (ByteClasses.IsWord(line[length]) || line[length] == '.'))
        {
            length++;
        }

        if (length < line.Length && line[length] is not ((byte)':' or (byte)'\r'))
        {
            return default;
        }

        var end = length < line.Length && line[length] == ':' ? length : -1;
        var name = line[..length];
        var last = name[(name.LastIndexOf((byte)'.') + 1)..];
        return last.Length > 1 && (ByteClasses.IsUpper(last[0]) || (last.Length < name.Length && end > 0))
            ? new(name, end < 0 ? default : line[(end + 1)..].TrimStart((byte)' '), unhandled: true)
            : default;
    }
}
