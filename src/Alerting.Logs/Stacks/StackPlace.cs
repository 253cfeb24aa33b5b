using System.Text;

namespace Alerting.Logs.Stacks;

/// <summary>Where a failure happened: the innermost function of the program itself.</summary>
internal static class StackPlace
{
    private const int MaxLines = 200;
    private const int Longest = 120;

    /// <summary><c>PaymentClient.ChargeAsync</c>; null if no frame is the program's own.</summary>
    public static string? Of(ReadOnlySpan<byte> stack)
    {
        // Python's traceback ends with the innermost call, the others begin with it.
        var isReversed = StackTrace.IndexOfTraceback(stack) >= 0 || stack.TrimStart(" \n"u8).StartsWith("File \""u8);
        string? place = null;
        var count = 0;
        foreach (var range in stack.Split((byte)'\n'))
        {
            var line = stack[range].Trim(" \t\r|"u8);
            var function = StackFrame.Function(line);
            if (function.IsEmpty || LibraryFrames.Includes(line, function))
                continue;
            if (++count > MaxLines)
                break;
            place = Name(function, StackFrame.File(line));
            if (!isReversed)
                break;
        }

        return place;
    }

    /// <summary>The type and the method, or the function and its file.</summary>
    private static string Name(ReadOnlySpan<byte> function, ReadOnlySpan<byte> file)
    {
        var name = Encoding.UTF8.GetString(function[..Math.Min(function.Length, Longest)]);
        if (!file.IsEmpty)
            return $"{name} ({Encoding.UTF8.GetString(file[..Math.Min(file.Length, Longest)])})";
        name = name[(name.LastIndexOf('/') + 1)..].Replace("::", ".", StringComparison.Ordinal);
        // The compiler's name of an async method: Type+<ChargeAsync>d__5.MoveNext
        if (name.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open
            && name.IndexOf('>', open) is var close && close > open + 1)
        {
            name = $"{name[..open].TrimEnd('.', '+')}.{name[(open + 1)..close]}";
        }

        var parts = name.Split('.', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length <= 2 || name.Contains('(', StringComparison.Ordinal) ? name : $"{parts[^2]}.{parts[^1]}";
    }
}
