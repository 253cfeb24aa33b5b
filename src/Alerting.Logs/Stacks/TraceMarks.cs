using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>Lines by which runtimes announce a stack trace below a message that looks like any other, or end one.</summary>
internal static class TraceMarks
{
    /// <summary>
    /// Whether a trace begins here, whatever is above: Lua, Haskell, Julia, OCaml, Perl, PowerShell, Tcl, Dart.
    /// </summary>
    /// <param name="text">The line without leading white space.</param>
    public static bool Announces(ReadOnlySpan<byte> text) => text.Length > 5 && text[0] switch
    {
        (byte)'s' => text.StartsWith("stack traceback:"u8),
        (byte)'C' => text.StartsWith("CallStack (from HasCallStack)"u8) || IsOCaml(text, "Called from "u8),
        (byte)'S' => text.StartsWith("Stacktrace:"u8),
        (byte)'R' => IsOCaml(text, "Raised "u8),
        (byte)'A' => text.StartsWith("At "u8) && text.IndexOf(" char:"u8) > 0,
        (byte)'L' => text.SequenceEqual("Line |"u8),
        (byte)'w' => text.SequenceEqual("while executing"u8),
        (byte)'#' => text[1] == '0' && text.IndexOf(".dart:"u8) > 0,
        _ => IsPerl(text),
    };

    /// <summary>
    /// Whether the line belongs to the trace above it, if there is one: R, Node, Go, Julia, PowerShell, Tcl, Zig, and the
    /// shell that ran the program.
    /// </summary>
    public static bool Belongs(ReadOnlySpan<byte> text) => text.Length > 2 && text[0] switch
    {
        (byte)'C' => text.StartsWith("Calls: "u8),
        (byte)'E' => text.StartsWith("Execution halted"u8),
        (byte)'N' => text.StartsWith("Node.js v"u8),
        (byte)'e' => text.StartsWith("exit status "u8),
        (byte)'A' => text.StartsWith("Aborted (core dumped)"u8),
        (byte)'S' => text.StartsWith("Segmentation fault (core dumped)"u8),
        (byte)'i' => text.StartsWith("in expression starting at "u8),
        (byte)'c' => text.StartsWith("caused by: "u8),
        (byte)'l' => text.StartsWith("libc++abi: terminating"u8),
        (byte)'*' => text.StartsWith("*** First throw call stack:"u8),
        (byte)'<' => text.SequenceEqual("<asynchronous suspension>"u8),
        (byte)'+' => text[1] == ' ',
        (byte)'"' => text[^1] == '"',
        (byte)'/' => text.IndexOf(".zig:"u8) > 0 || IsNim(text),
        _ => false,
    };

    /// <summary>Nim's traceback has Python's first line and frames of its own: <c>/app/shop.nim(3) pay</c></summary>
    public static bool IsNim(ReadOnlySpan<byte> text) => text[0] == '/' && text.IndexOf(".nim("u8) > 0;

    /// <summary>
    /// Whether the text is a report of many lines: of a sanitizer until its end, or of Erlang.
    /// </summary>
    public static bool IsReport(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[0] != '=')
        {
            return false;
        }

        text = text[..Math.Min(text.Length, 80)];
        return text.IndexOf("Sanitizer: "u8) > 0 || text.IndexOf(" REPORT===="u8) > 0;
    }

    /// <summary>Whether the line continues a report, whose lines begin in any way.</summary>
    public static bool ContinuesReport(ReadOnlySpan<byte> line) =>
        line.IsEmpty || (!IsReport(line) && (line.StartsWith("0x"u8) || line.StartsWith("SUMMARY: "u8)
            || (line[0] is not ((byte)'{' or (byte)'[' or (byte)'<' or (>= (byte)'0' and <= (byte)'9'))
                && line.IndexOf("ERROR"u8) < 0 && line.IndexOf("FATAL"u8) < 0)));

    public static bool EndsReport(ReadOnlySpan<byte> line) => line.EndsWith("==ABORTING"u8);

    private static bool IsOCaml(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.StartsWith(start) && text.IndexOf("\", line "u8) > 0;

    /// <summary><c>main::charge(17) called at /app/shop.pl line 30</c></summary>
    private static bool IsPerl(ReadOnlySpan<byte> text) =>
        ByteClasses.IsDigit(text[^1]) && text.IndexOf(") called at "u8) > 0 && text.IndexOf(" line "u8) > 0;

    /// <summary>
    /// The line between a Go panic and its stack, <c>[signal SIGSEGV: segmentation violation …]</c>, Node's word for a
    /// rejection with something that is no error, and Dart's for a gap.
    /// </summary>
    public static bool IsBracket(ReadOnlySpan<byte> line) =>
        line.StartsWith("[signal SIG"u8) || line.StartsWith("[UnhandledPromiseRejection: "u8)
        || line.StartsWith("<asynchronous suspension>"u8);

    /// <summary>Whether the line is part of a trace whatever stands above it.</summary>
    public static bool IsMarker(ReadOnlySpan<byte> text) => Announces(text) || IsMarkerOfMany(text);

    private static bool IsMarkerOfMany(ReadOnlySpan<byte> text) => text.Length > 4 && text[0] switch
    {
        (byte)'[' => IsBracket(text),
        (byte)'.' => text.StartsWith("... "u8),
        (byte)'-' => text.StartsWith("---> "u8) || text.StartsWith("--- End of "u8),
        (byte)'C' => text.StartsWith("Caused by: "u8),
        (byte)'S' => text.StartsWith("Suppressed: "u8) || text.StartsWith("Stack trace:"u8),
        (byte)'D' => text.StartsWith("During handling of the above"u8),
        (byte)'T' => text.StartsWith("The above exception was"u8) || text.StartsWith("Traceback (most recent"u8),
        (byte)'s' => text.StartsWith("stack backtrace:"u8),
        (byte)'n' => text.StartsWith("note: run with `RUST_BACKTRACE"u8),
        (byte)'g' => text.StartsWith("goroutine "u8) && text[^1] == ':',
        (byte)'c' => text.StartsWith("created by "u8),
        // Go's frame of a panic that was recovered.
        (byte)'p' => text.StartsWith("panic({0x"u8) && text[^1] == ')',
        _ => false,
    };
}
