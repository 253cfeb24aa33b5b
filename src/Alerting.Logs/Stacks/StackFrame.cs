using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>Reads a line of a stack trace: the function it names, and its file.</summary>
internal static class StackFrame
{
    /// <summary>The function of a frame without arguments, file and line; empty for any other line.</summary>
    /// <param name="line">The line without leading white space.</param>
    public static ReadOnlySpan<byte> Function(ReadOnlySpan<byte> line)
    {
        if (line.Length < 6)
        {
            return default;
        }

        return line[0] switch
        {
            (byte)'a' when line.StartsWith("at "u8) => DotNetJavaOrNode(line[3..]),
            (byte)'F' when line.StartsWith("File \""u8) => Python(line),
            (byte)'f' when line.StartsWith("from "u8) => Ruby(line[5..]),
            (byte)'#' when ByteClasses.IsDigit(line[1]) => Php(line) is { IsEmpty: false } php ? php : Numbered(line),
            (byte)'C' when line.StartsWith("Called from "u8) => UpTo(line[12..], " in file "u8),
            _ when ByteClasses.IsDigit(line[^1]) => UpTo(UpTo(line, ") called at "u8), "("u8),
            _ when line[^1] is (byte)'\'' or (byte)'>' && line.IndexOf(": in "u8) is > 0 and var lua =>
                line[(lua + 5)..].Trim("<>'"u8),
            _ => Go(line),
        };
    }

    /// <summary>
    /// Dart's <c>#0      pay (package:shop/pay.dart:3:5)</c>, a sanitizer's <c>#0 0x4f5b2c in pay /app/pay.c:3:5</c>
    /// </summary>
    private static ReadOnlySpan<byte> Numbered(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf(" in "u8) is > 0 and var at && line.IndexOf(" 0x"u8) is > 0 and < 8)
        {
            var rest = line[(at + 4)..];
            var end = rest.IndexOf((byte)' ');
            return end < 0 ? rest : rest[..end];
        }

        var space = line.IndexOf((byte)' ');
        return space < 0 || line[^1] != ')' ? default : UpTo(line[space..].TrimStart((byte)' '), " ("u8);
    }

    /// <summary>The function ends at its arguments or at the source location.</summary>
    private static ReadOnlySpan<byte> DotNetJavaOrNode(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith("async "u8) ? line[6..] : line.StartsWith("new "u8) ? line[4..] : line;
        var end = line.IndexOfAny("( "u8);
        return end < 0 ? line : line[..end];
    }

    /// <summary><c>File "/var/task/app.py", line 12, in handler</c></summary>
    private static ReadOnlySpan<byte> Python(ReadOnlySpan<byte> line)
    {
        var name = line.LastIndexOf(", in "u8);
        return name < 0 ? default : line[(name + 5)..];
    }

    /// <summary>
    /// The file of a frame of Python, Ruby or PHP, which separates the many functions called <c>main</c> and <c>run</c>.
    /// In other languages the function's name has its class or package.
    /// </summary>
    public static ReadOnlySpan<byte> File(ReadOnlySpan<byte> line)
    {
        var path = line[0] switch
        {
            (byte)'F' when line.StartsWith("File \""u8) => UpTo(line[6..], "\""u8),
            (byte)'f' when line.StartsWith("from "u8) => RubyFile(line[5..]),
            (byte)'#' when line.IndexOf((byte)' ') is > 0 and var space => UpTo(line[(space + 1)..], "("u8),
            _ => default,
        };
        return LastPart(path);
    }

    public static ReadOnlySpan<byte> RubyFile(ReadOnlySpan<byte> line) => LastPart(UpTo(line, ":"u8));

    private static ReadOnlySpan<byte> LastPart(ReadOnlySpan<byte> path) =>
        path[(path.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];

    private static ReadOnlySpan<byte> UpTo(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        var length = text.IndexOf(end);
        return length < 0 ? default : text[..length];
    }

    /// <summary><c>/app/pay.js:12</c> alone on a line.</summary>
    public static bool IsSourceLocation(ReadOnlySpan<byte> line)
    {
        var colon = line.LastIndexOf((byte)':');
        return colon > 3 && colon + 1 < line.Length
            && line[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && line.IndexOf((byte)' ') < 0
            && (line.StartsWith("node:"u8) || (line[..colon].LastIndexOf((byte)'.') > 0
                && (line[0] == '/' || line.StartsWith("file:///"u8) || line[1..].StartsWith(":\\"u8))));
    }

    /// <summary><c>/app/pay.rb:12:in `charge'</c></summary>
    public static ReadOnlySpan<byte> Ruby(ReadOnlySpan<byte> line)
    {
        var name = line.IndexOf(":in "u8);
        return name < 0 || name + 5 >= line.Length ? default : line[(name + 5)..].TrimEnd("'`"u8);
    }

    /// <summary><c>#0 /app/pay.php(12): Pay->charge()</c></summary>
    private static ReadOnlySpan<byte> Php(ReadOnlySpan<byte> line)
    {
        var name = line.IndexOf("): "u8);
        if (name < 0)
        {
            return default;
        }

        line = line[(name + 3)..];
        var end = line.IndexOf((byte)'(');
        return end < 0 ? line : line[..end];
    }

    /// <summary><c>main.(*Store).Load(0x1, …)</c>, <c>created by main.main in goroutine 1</c></summary>
    private static ReadOnlySpan<byte> Go(ReadOnlySpan<byte> line)
    {
        if (line[^1] != ')' || line.IndexOf((byte)' ') >= 0 && line.IndexOf("(0x"u8) < 0)
        {
            return default;
        }

        var open = line.LastIndexOf((byte)'(');
        return open > 2 && line[..open].IndexOf((byte)'.') > 0 ? line[..open] : default;
    }
}
