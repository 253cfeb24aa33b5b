using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>The type of an exception at the start of a line, and what runtimes write before it.</summary>
internal static class ExceptionName
{
    /// <summary>Skips what .NET, Java, Node and PHP write before an uncaught exception.</summary>
    public static ReadOnlySpan<byte> SkipRuntimePrefix(ReadOnlySpan<byte> line, out bool unhandled)
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
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line, bool anyName)
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
