namespace Alerting.Redaction;

/// <summary>Passwords after an option of one letter, which means a password only to some programs.</summary>
internal static class ShortOptions
{
    /// <summary>How far the program's name may be before the option.</summary>
    private const int LongestCommand = 200;

    private enum Form
    {
        /// <summary><c>mysql -phunter2</c>; after a space follows something else.</summary>
        Attached,

        /// <summary><c>sshpass -p hunter2</c> and <c>sshpass -phunter2</c></summary>
        Both,
    }

    /// <summary>A program, its option, and how the password follows. The programs' manuals.</summary>
    private static readonly (string Program, char Option, Form Form)[] Programs =
    [
        ("mysql", 'p', Form.Attached), ("mysqldump", 'p', Form.Attached), ("mysqladmin", 'p', Form.Attached),
        ("mysqlimport", 'p', Form.Attached), ("mariadb", 'p', Form.Attached), ("mariadb-dump", 'p', Form.Attached),
        ("mysqlpump", 'p', Form.Attached), ("mysqlcheck", 'p', Form.Attached), ("mysqlshow", 'p', Form.Attached),
        ("snmpwalk", 'A', Form.Both), ("snmpwalk", 'X', Form.Both), ("snmpwalk", 'c', Form.Both),
        ("snmpget", 'A', Form.Both), ("snmpget", 'X', Form.Both), ("snmpget", 'c', Form.Both),
        ("7z", 'p', Form.Attached), ("sshpass", 'p', Form.Both), ("redis-cli", 'a', Form.Both),
        ("valkey-cli", 'a', Form.Both), ("docker login", 'p', Form.Both), ("podman login", 'p', Form.Both),
        ("az login", 'p', Form.Both), ("mongo", 'p', Form.Both), ("mongosh", 'p', Form.Both),
        ("mongodump", 'p', Form.Both), ("mongorestore", 'p', Form.Both), ("mongoexport", 'p', Form.Both),
        ("cqlsh", 'p', Form.Both), ("rabbitmqadmin", 'p', Form.Both), ("ldapsearch", 'w', Form.Both),
        ("ldapadd", 'w', Form.Both), ("ldapmodify", 'w', Form.Both), ("zip", 'P', Form.Both), ("unzip", 'P', Form.Both),
        ("sqlcmd", 'P', Form.Both), ("bcp", 'P', Form.Both), ("ipmitool", 'P', Form.Both),
    ];

    /// <summary>With a user's name before it, <c>-p</c> is a password to any program.</summary>
    private static readonly string[] UserOptions = [" -u ", " -U ", " --user ", " --username "];

    public static string[] Names { get; } = [.. Programs.Select(program => program.Program), .. UserOptions];

    /// <summary><c>mysql -uroot -phunter2</c>, <c>sshpass -p hunter2 ssh db-1</c></summary>
    public static bool Password(ref TextCursor text)
    {
        var (dash, option) = (text.Position, text[text.Position + 1]);
        if (!char.IsAsciiLetter(option) || dash == 0 || text[dash - 1] is not (' ' or '"' or '\'' or ','))
            return false;
        foreach (var (program, letter, form) in Programs)
        {
            if (letter != option || !IsCommandOf(text, program))
                continue;
            var start = text[dash + 2] == ' ' && form == Form.Both ? dash + 3 : dash + 2;
            start += text[start] is '"' or '\'' ? 1 : 0;
            var end = text.EndOfValue(start);
            // Another option of the same command may have a password too.
            return end > start && text[start] != '-' && !text.StartsWith(start, Redactor.Mark)
                && text.Redact(start, end);
        }
        return option == 'p' && text[dash + 2] == ' ' && IsAfterUser(text) && AfterUser(ref text, dash + 3);
    }

    /// <summary><c>tool -u bob -p hunter2</c>; not a port or a process.</summary>
    private static bool AfterUser(ref TextCursor text, int start)
    {
        start += text[start] is '"' or '\'' ? 1 : 0;
        var end = text.EndOfValue(start);
        return end > start && SecretValues.IsMixed(text.Between(start, end)) && !text.StartsWith(start, Redactor.Mark)
            && text.Redact(start, end);
    }

    private static bool IsAfterUser(in TextCursor text)
    {
        var before = text.Before(text.Position, LongestCommand);
        before = before[(before.LastIndexOfAny("\n|;&") + 1)..];
        foreach (var option in UserOptions)
        {
            if (before.Contains(option, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool IsCommandOf(in TextCursor text, string program)
    {
        var before = text.Before(text.Position, LongestCommand);
        before = before[(before.LastIndexOfAny("\n|;&") + 1)..];
        var at = before.LastIndexOf(program, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !(char.IsAsciiLetterOrDigit(before[at - 1]) || before[at - 1] is '-' or '_'))
            && at + program.Length < before.Length && before[at + program.Length] is ' ' or '"' or '\'' or ',';
    }
}
