using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>Heads that are not a type and a message: each runtime has its own phrase for an uncaught exception.</summary>
internal static class RuntimeHead
{
    /// <summary>Go's, Rust's and C++'s words for the end of the process, or empty.</summary>
    public static ExceptionHead Read(ReadOnlySpan<byte> line)
    {
        if (line[0] == 'p' && line.StartsWith("panic: "u8))
        {
            return new("panic"u8, line[7..], unhandled: true);
        }

        if (line[0] == 't' && line.StartsWith("thread '"u8) && line.IndexOf("' panicked at "u8) is > 0 and var at)
        {
            var panic = line[(at + 14)..];
            return new("panic"u8, OldPanicMessage(panic), unhandled: true) { Frame = RustPlace(panic) };
        }

        if (line[0] == 'f' && line.StartsWith("fatal error: "u8))
        {
            return new("fatal error"u8, line[13..], unhandled: true);
        }

        if (line[0] == 't' && line.StartsWith("terminate called "u8))
        {
            return CppTerminate(line);
        }

        return ScriptHead.Read(line);
    }

    /// <summary><c>** (Ecto.NoResultsError) expected a result</c>, <c>** (exit) no process</c></summary>
    /// <remarks>https://hexdocs.pm/elixir/Exception.html#format/3</remarks>
    public static ExceptionHead Elixir(ReadOnlySpan<byte> line)
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

    /// <summary><c>src/main.rs:4:5</c>, which is all that Rust writes without <c>RUST_BACKTRACE</c>.</summary>
    private static ReadOnlySpan<byte> RustPlace(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(":"u8);
        return line[(line.LastIndexOf((byte)' ') + 1)..];
    }

    /// <summary><c>ActiveRecord::RecordNotFound (Couldn't find Order with 'id'=1):</c></summary>
    /// <remarks>https://api.rubyonrails.org/classes/ActionDispatch/DebugExceptions.html</remarks>
    public static ExceptionHead Rails(ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf(" ("u8);
        if (open < 5 || !line.EndsWith("):"u8) || line[(open + 2)..].IndexOf((byte)' ') < 0
            || !ByteClasses.IsUpper(line[0]))
        {
            return default;
        }

        var type = line[..open];
        var last = type[(type.LastIndexOf((byte)':') + 1)..];
        var isType = last.Length > 0 && ByteClasses.IsUpper(last[0]) && type.IndexOf((byte)' ') < 0
            && (type.IndexOf("::"u8) > 0 || last.EndsWith("Error"u8) || last.EndsWith("Exception"u8));
        return isType ? new(type, line[(open + 2)..^2], unhandled: true) : default;
    }

    /// <summary><c>app.rb:12:in `pay': message (RuntimeError)</c></summary>
    public static ExceptionHead Ruby(ReadOnlySpan<byte> line)
    {
        var at = line[^1] == ')' ? line.IndexOf(":in "u8) : -1;
        var message = at > 0 ? line[at..].IndexOf("': "u8) : -1;
        if (message < 0)
        {
            return default;
        }

        var open = line.LastIndexOf(" ("u8);
        var text = at + message + 3;
        return open < text
            ? default
            : new(line[(open + 2)..^1], line[text..open], unhandled: true) { Frame = line[..(at + message)] };
    }

    /// <summary>Rust puts the message on the line after <c>thread 'main' panicked at src/main.rs:4:5:</c>.</summary>
    public static bool IsRustPanicWithoutMessage(ReadOnlySpan<byte> text) =>
        text.Length > 16 && text[0] == (byte)'t' && text[^1] == (byte)':' && text.StartsWith("thread '"u8)
        && text.IndexOf("' panicked at "u8) > 0 && text.IndexOf((byte)'\n') < 0;

    /// <summary>Dart: the exception follows on the next line, and it may be of any type.</summary>
    public static bool IsHeadOfAny(ReadOnlySpan<byte> text) => text.SequenceEqual("Unhandled exception:"u8);
}
