using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>
/// Errors of shells and of Perl: <c>/app/start.sh: line 3: foo: command not found</c>, <c>sh: 1: foo: not found</c>,
/// <c>Died at shop.pl line 12.</c>
/// </summary>
internal static class ScriptErrors
{
    private const int LongestName = 120;

    private static readonly ByteWordSet Shells = new(ignoreCase: false, "sh bash dash ash zsh ksh fish -bash -sh");

    /// <summary>How Perl itself begins an error. A text of the program's own could be a warning as well.</summary>
    private static readonly byte[][] OfPerl = [.. new[]
    {
        "Died at ", "died at ", "Can't ", "Undefined subroutine ", "Illegal division by zero", "Global symbol ",
        "Bareword ",
        "BEGIN failed", "Compilation failed", "Execution of ", "Modification of ", "Not a", "syntax error at ",
        "Attempt to ", "Too many arguments for ", "Not enough arguments for ",
    }.Select(System.Text.Encoding.ASCII.GetBytes)];

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out string program)
    {
        if (IsPerl(message))
        {
            program = "error of Perl: ";
            return message[..Math.Min(message.Length, 24)];
        }

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

    /// <summary>A place at the end, <c>at shop.pl line 12.</c>, and a beginning of Perl's own.</summary>
    private static bool IsPerl(ReadOnlySpan<byte> message)
    {
        if (message[^1] != '.' || !ByteClasses.IsDigit(message[^2])
            || message.LastIndexOf(" line "u8) is not (> 0 and var line) || message[..line].LastIndexOf(" at "u8) < 0)
        {
            return false;
        }

        foreach (var beginning in OfPerl)
        {
            if (message.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
