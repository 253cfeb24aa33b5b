namespace Alerting.Redaction;

/// <summary>Passwords that only their place in a command shows.</summary>
internal static class PositionalPasswords
{
    public static readonly string[] Commands = ["net use ", "net user ", "htpasswd -", "echo ", "machine "];

    private const int LongestCommand = 300;

    /// <summary>What reads the password that was printed to it.</summary>
    private static readonly string[] Readers = ["--password-stdin", "sudo -S", "passwd --stdin", "chpasswd"];

    /// <summary>At the first letter of the command.</summary>
    public static bool Password(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position))
            return false;
        var command = text.From(text.Position, LongestCommand);
        command = command.IndexOfAny('\n', ';') is >= 0 and var stop ? command[..stop] : command;
        return command switch
        {
            _ when command.StartsWith("net use ") => command.Contains("/user:", StringComparison.OrdinalIgnoreCase)
                && RedactFirst(ref text, command, from: 2),
            _ when command.StartsWith("net user ") => IsSetUser(command) && RedactWord(ref text, command, 3),
            _ when command.StartsWith("htpasswd -") => command[10..].IndexOf(' ') is > 0 and var flags
                && command.Slice(10, flags).Contains('b') && RedactWord(ref text, command, 4),
            _ when command.StartsWith("machine ") => command.Contains(" login ", StringComparison.Ordinal)
                && command.IndexOf(" password ") is > 0 and var at
                && RedactAt(ref text, text.Position + at + " password ".Length),
            _ when command.StartsWith("echo ") => IsPiped(command) && RedactWord(ref text, command, 1),
            _ => false,
        };
    }

    /// <summary>Neither a share, a drive, an option nor the request to ask for it.</summary>
    private static bool IsNetUse(ReadOnlySpan<char> word) =>
        word[0] is not ('/' or '\\' or '*' or '"' or '<') && !(word.Length == 2 && word[1] == ':');

    /// <summary><c>net user bob hunter2 /add</c>; without an option it could be a sentence.</summary>
    private static bool IsSetUser(ReadOnlySpan<char> command) => command.Contains(" /add", StringComparison.Ordinal);

    private static bool IsPiped(ReadOnlySpan<char> command)
    {
        foreach (var reader in Readers)
        {
            if (command.IndexOf('|') is > 0 and var pipe && command[pipe..].Contains(reader, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool RedactWord(ref TextCursor text, ReadOnlySpan<char> command, int index)
    {
        var at = 0;
        foreach (var range in command.Split(' '))
        {
            if (command[range].Length > 0 && at++ == index)
            {
                return command[range][0] is not ('-' or '/' or '$')
                    && RedactAt(ref text, text.Position + range.Start.Value);
            }
        }
        return false;
    }

    private static bool RedactFirst(ref TextCursor text, ReadOnlySpan<char> command, int from)
    {
        var at = 0;
        foreach (var range in command.Split(' '))
        {
            if (command[range].Length > 0 && at++ >= from && IsNetUse(command[range]))
                return RedactAt(ref text, text.Position + range.Start.Value);
        }
        return false;
    }

    private static bool RedactAt(ref TextCursor text, int start)
    {
        start += text[start] is '"' or '\'' ? 1 : 0;
        var end = text.EndOfValue(start);
        return end > start && !text.StartsWith(start, Redactor.Mark) && text.Redact(start, end);
    }
}
