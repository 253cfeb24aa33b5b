using System.Text;

namespace Alerting.Logs.Stacks;

/// <summary>Shortens a stack trace for a message and puts the program's own frames first.</summary>
internal static class StackExcerpt
{
    private const int MaxLines = 40;
    private const int LongestLine = 300;

    /// <summary>Moves only the frames of runtimes and libraries, to the end.</summary>
    public static string OwnFramesFirst(ReadOnlySpan<byte> stack)
    {
        var own = new List<string>();
        var library = new List<string>();
        var count = 0;
        foreach (var range in stack.Split((byte)'\n'))
        {
            var line = stack[range].TrimEnd(" \t\r"u8);
            if (line.IsEmpty || ++count > 4 * MaxLines)
            {
                continue;
            }

            var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLine)]);
            var trimmed = line.TrimStart(" \t"u8);
            var function = StackFrame.Function(trimmed);
            (!function.IsEmpty && LibraryFrames.Includes(trimmed, function) ? library : own).Add(text);
        }

        return string.Join('\n', own.Concat(library).Take(MaxLines));
    }
}
