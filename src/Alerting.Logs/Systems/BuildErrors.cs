using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>Errors of compilers and of make: <c>Program.cs(17,5): error CS0103: …</c>, <c>error[E0382]: …</c></summary>
internal static class BuildErrors
{
    /// <summary>With the path of the linker.</summary>
    private const int LongestLinker = 80;

    private static readonly SearchValues<byte> CodeBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out string program)
    {
        program = "error of a build: ";
        if (message[0] == 'e' && message.StartsWith("error[E"u8) && ByteClasses.IsDigit(message[7]))
        {
            return message[..Math.Max(7, message.IndexOf((byte)']') + 1)];
        }

        if (message[0] is (byte)'m' or (byte)'g' && message.IndexOf("make"u8) is 0 or 1
            && message.IndexOf(": *** "u8) is > 0 and < 12)
        {
            return "make: ***"u8;
        }

        if (message[0] == 'E' && message.StartsWith("ERR_"u8) && message.IndexOf("  "u8) is > 6 and var gap
            && message[..gap].IndexOfAnyExcept(CodeBytes) < 0)
        {
            return message[..gap];
        }

        return IsLinker(message) ? "ld"u8 : AfterPlace(message);
    }

    /// <summary><c>/usr/bin/ld: cannot find -lfoo</c>, <c>a.c:(.text+0x5): undefined reference to `foo'</c></summary>
    private static bool IsLinker(ReadOnlySpan<byte> message) =>
        message[..Math.Min(message.Length, LongestLinker)].IndexOf("ld: cannot find -l"u8) >= 0
        || (message[^1] == '\'' && message.IndexOf(": undefined reference to `"u8) > 0);

    /// <summary>MSBuild's form: a place in parentheses, <c>error</c>, and a code.</summary>
    /// <remarks>https://learn.microsoft.com/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks</remarks>
    private static ReadOnlySpan<byte> AfterPlace(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("): error "u8);
        if (at <= 0 || !ByteClasses.IsDigit(message[at - 1]))
        {
            return default;
        }

        var code = message[(at + 9)..];
        var colon = code.IndexOf((byte)':');
        return colon > 2 && ByteClasses.IsDigit(code[colon - 1]) && code[..colon].IndexOf((byte)' ') < 0
            ? code[..colon]
            : default;
    }
}
