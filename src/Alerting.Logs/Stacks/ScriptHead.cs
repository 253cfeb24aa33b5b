using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>Heads of smaller languages: Lua, R, OCaml, Zig, Fortran.</summary>
internal static class ScriptHead
{
    private const int LongestPath = 160;

    public static ExceptionHead Read(ReadOnlySpan<byte> line) => line[0] switch
    {
        (byte)'E' when line.StartsWith("Error in "u8) => OfR(line[9..]),
        (byte)'F' when line.StartsWith("Fatal error: exception "u8) => OfOCaml(line[23..]),
        (byte)'F' when line.StartsWith("Fortran runtime error: "u8) => new(line[..21], line[23..], unhandled: true),
        (byte)'t' when line.StartsWith("thread "u8) && ByteClasses.IsDigit(line[7]) => OfZig(line),
        (byte)'l' when line.StartsWith("lua"u8) && line[..Math.Min(line.Length, 12)].IndexOf(": "u8) is > 0 and var end
            && IsPlaceOfLua(line[(end + 2)..]) => new(line[..end], line[(end + 2)..], unhandled: true),
        _ => IsPlaceOfLua(line) ? new("lua"u8, line, unhandled: true) : default,
    };

    /// <summary><c>charge(17) : object 'order' not found</c></summary>
    private static ExceptionHead OfR(ReadOnlySpan<byte> rest)
    {
        var call = rest.IndexOf(") : "u8);
        call = call < 0 && rest.EndsWith(") :"u8) ? rest.Length - 3 : call;
        return call > 0 && rest.IndexOf((byte)'(') is > 0 and var open && rest[..open].IndexOf((byte)' ') < 0
            ? new("Error"u8, rest[Math.Min(rest.Length, call + 4)..], unhandled: true)
            : default;
    }

    /// <summary><c>Failure("no order")</c>, <c>Not_found</c></summary>
    private static ExceptionHead OfOCaml(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny("(: "u8);
        return rest.IsEmpty ? default
            : end <= 0 ? new(rest, default, unhandled: true)
            : new(rest[..end], rest[end..].TrimStart(": "u8), unhandled: true);
    }

    private static ExceptionHead OfZig(ReadOnlySpan<byte> line) =>
        line[..Math.Min(line.Length, 32)].IndexOf(" panic: "u8) is > 0 and var at
            ? new("panic"u8, line[(at + 8)..], unhandled: true)
            : default;

    /// <summary>A script and a line: <c>/app/shop.lua:3: attempt to call a nil value</c></summary>
    private static bool IsPlaceOfLua(ReadOnlySpan<byte> text)
    {
        var at = text[..Math.Min(text.Length, LongestPath)].IndexOf(".lua:"u8);
        if (at <= 0 || text[..at].IndexOf((byte)' ') >= 0)
        {
            return false;
        }

        var number = text[(at + 5)..];
        var digits = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        // A frame says where it is in, an error what went wrong.
        return digits > 0 && number[digits..].StartsWith(": "u8) && !number[digits..].StartsWith(": in "u8);
    }
}
