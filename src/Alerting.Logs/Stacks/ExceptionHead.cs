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

        var rest = SkipRuntimePrefix(line, out var unhandled);
        if (IsField(line))
        {
            return default;
        }

        if (RuntimeHead.Read(line) is { IsEmpty: false } phrase)
        {
            return phrase;
        }

        var type = TypeName(rest, unhandled);
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

    /// <summary>Skips what .NET, Java, Node and PHP write before an uncaught exception.</summary>
    private static ReadOnlySpan<byte> SkipRuntimePrefix(ReadOnlySpan<byte> line, out bool unhandled)
    {
        unhandled = true;
        switch (line[0])
        {
            case (byte)'U' when line.StartsWith("Unhandled exception. "u8)
                || line.StartsWith("Unhandled Exception: "u8):
                return line[21..];
            case (byte)'U' when line.StartsWith("Uncaught Kotlin exception: "u8):
                return line[27..];
            case (byte)'U' when line.StartsWith("Uncaught "u8):
                return line[9..];
            case (byte)'E' when line.StartsWith("Exception in thread \""u8)
                && line[21..].IndexOf("\" "u8) is >= 0 and var quote:
                return line[(quote + 23)..];
            case (byte)'P' when line.StartsWith("PHP Fatal error:"u8) && line.IndexOf("Uncaught "u8) is > 0 and var php:
                return line[(php + 9)..];
            case (byte)'F' when line.StartsWith("Fatal error: Uncaught "u8):
                return line[22..];
            default:
                unhandled = false;
                return line;
        }
    }

    /// <summary>
    /// Reads <c>Namespace.SomethingException</c> before a colon or the end, or any name after "Uncaught".
    /// </summary>
    private static ReadOnlySpan<byte> TypeName(ReadOnlySpan<byte> line, bool anyName)
    {
        var end = 0;
        while (end < line.Length && end < 160 && (ByteClasses.IsWord(line[end])
            || line[end] is (byte)'.' or (byte)'$' or (byte)'\\' or (byte)'+' or (byte)'`'
            || (line[end] == ':' && end + 2 < line.Length && line[end + 1] == ':' && ByteClasses.IsUpper(line[end + 2]))
            || (line[end] == ':' && end > 0 && line[end - 1] == ':' && end + 1 < line.Length
                && ByteClasses.IsUpper(line[end + 1]))))
        {
            end++;
        }

        if (end < 5 || (end < line.Length && line[end] is not ((byte)':' or (byte)'\r' or (byte)'\n')))
        {
            return default;
        }

        var name = line[..end];
        var last = name[(name.LastIndexOfAny(".$\\:"u8) + 1)..];
        var known = last.EndsWith("Exception"u8) || last.EndsWith("Error"u8) || last.EndsWith("Fault"u8)
            || last.EndsWith("Throwable"u8)
            || name.StartsWith("Runtime."u8) || last.SequenceEqual("KeyboardInterrupt"u8);
        return last.Length > 0 && ByteClasses.IsUpper(last[0]) && (known || (anyName && line[end..].StartsWith(": "u8)))
            ? name
            : default;
    }
}
