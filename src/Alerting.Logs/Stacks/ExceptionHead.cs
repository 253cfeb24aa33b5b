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

    private ExceptionHead(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message, bool unhandled)
    {
        Type = type;
        Message = message;
        Unhandled = unhandled;
    }

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> Message { get; }

    public bool Unhandled { get; }

    public bool IsEmpty => Type.IsEmpty;

    /// <summary>Reads a line that starts with an exception or with a runtime's phrase before one.</summary>
    public static ExceptionHead Read(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("** ("u8))
        {
            return Elixir(line);
        }

        if (line.Length < 5
            || ((ByteClasses.Of(line[0]) & ByteClass.Letter) == 0 && line[0] is not ((byte)'/' or (byte)'\\')))
        {
            return default;
        }

        // Most lines are sentences: a blank comes before any colon. This skips them cheaply.
        var stop = line.IndexOfAny((byte)' ', (byte)':');
        if (stop >= 0 && line[stop] == ' ' && !PrefixInitials.Contains(line[0]) && line[^1] != ')')
        {
            return default;
        }

        var rest = SkipRuntimePrefix(line, out var unhandled);
        if (IsField(line))
        {
            return default;
        }

        if (line[0] == 'p' && line.StartsWith("panic: "u8))
        {
            return new("panic"u8, line[7..], unhandled: true);
        }

        if (line[0] == 't' && line.StartsWith("thread '"u8) && line.IndexOf("' panicked at "u8) is > 0 and var at)
        {
            return new("panic"u8, OldPanicMessage(line[(at + 14)..]), unhandled: true);
        }

        if (line[0] == 'f' && line.StartsWith("fatal error: "u8))
        {
            return new("fatal error"u8, line[13..], unhandled: true);
        }

        if (line[0] == 't' && line.StartsWith("terminate called "u8))
        {
            return CppTerminate(line);
        }

        var type = TypeName(rest, unhandled);
        if (type.IsEmpty)
        {
            return Ruby(line);
        }

        return new(type, rest[type.Length..].TrimStart(": "u8), unhandled);
    }

    /// <summary>A field of a printed object or of a report: <c>Error: none</c>, <c>panic: false</c></summary>
    private static bool IsField(ReadOnlySpan<byte> line)
    {
        var colon = line[..Math.Min(line.Length, 24)].IndexOf((byte)':');
        return colon > 0 && Fields.Contains(line[..colon]) && colon + 1 < line.Length
            && NoValue.Is(FirstLine.Of(line[(colon + 1)..], out _));
    }

    /// <summary><c>** (Ecto.NoResultsError) expected a result</c>, <c>** (exit) no process</c></summary>
    /// <remarks>https://hexdocs.pm/elixir/Exception.html#format/3</remarks>
    private static ExceptionHead Elixir(ReadOnlySpan<byte> line)
    {
        var close = line.IndexOf(") "u8);
        if (close < 5)
        {
            return default;
        }

        var type = line[4..close];
        var isKnown = type.EndsWith("Error"u8) || type.EndsWith("Exception"u8) || type.SequenceEqual("exit"u8)
            || type.SequenceEqual("throw"u8) || type.SequenceEqual("Mix"u8);
        return isKnown && type.IndexOf((byte)' ') < 0
            ? new(type, line[(close + 2)..], unhandled: true)
            : type.StartsWith("EXIT from "u8) ? new("EXIT"u8, line[(close + 2)..], unhandled: true) : default;
    }

    /// <summary>C++: <c>terminate called after throwing an instance of 'std::runtime_error'</c></summary>
    private static ExceptionHead CppTerminate(ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf((byte)'\'');
        var close = line.LastIndexOf((byte)'\'');
        return open > 0 && close > open + 1
            ? new(line[(open + 1)..close], default, unhandled: true)
            : new("terminate"u8, line, unhandled: true);
    }

    /// <summary>The message of a C++ exception, from the line below: <c>  what():  boom</c></summary>
    public static ReadOnlySpan<byte> CppMessage(ReadOnlySpan<byte> below)
    {
        var line = FirstLine.Of(below, out _).Trim(" \t"u8);
        return line.StartsWith("what():"u8) ? line[7..].TrimStart((byte)' ') : default;
    }

    /// <summary>Before Rust 1.73 the message came in quotes before the location.</summary>
    private static ReadOnlySpan<byte> OldPanicMessage(ReadOnlySpan<byte> line) =>
        line.Length > 0 && line[0] == '\'' && line.LastIndexOf("', "u8) is > 0 and var end ? line[1..end] : line;

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

    /// <summary><c>app.rb:12:in `pay': message (RuntimeError)</c></summary>
    private static ExceptionHead Ruby(ReadOnlySpan<byte> line)
    {
        var at = line[^1] == ')' ? line.IndexOf(":in "u8) : -1;
        var message = at > 0 ? line[at..].IndexOf("': "u8) : -1;
        if (message < 0)
        {
            return default;
        }

        var open = line.LastIndexOf(" ("u8);
        var text = at + message + 3;
        return open >= text ? new(line[(open + 2)..^1], line[text..open], unhandled: true) : default;
    }
}
