using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>Errors of shells: <c>/app/start.sh: line 3: foo: command not found</c>, <c>sh: 1: foo: not found</c></summary>
internal static class ShellErrors
{
    private const int LongestName = 120;

    private static readonly ByteWordSet Shells = new(ignoreCase: false, "sh bash dash ash zsh ksh fish -bash -sh");

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out string program)
    {
        program = "error of a shell: ";
        var colon = message[..Math.Min(message.Length, LongestName)].IndexOf(": "u8);
        if (colon < 2 || message[..colon].IndexOf((byte)' ') >= 0)
        {
            return default;
        }

        var rest = message[(colon + 2)..];
        if (rest.StartsWith("line "u8))
        {
            var number = rest[5..];
            var digits = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            return digits > 0 && number[digits..].StartsWith(": "u8) && !number[(digits + 2)..].StartsWith("warning:"u8)
                ? message[..(colon + 2 + 5 + digits)]
                : default;
        }

        var name = message[..colon];
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        return Shells.Contains(name) && message.EndsWith("not found"u8) ? "not found"u8 : default;
    }
}
