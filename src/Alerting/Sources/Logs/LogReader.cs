using Alerting.Sources.Logs.Lines;
using Alerting.Sources.Logs.Stacks;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>Reads one log event of a format nobody named. Holds scratch memory: one reader a thread.</summary>
internal sealed class LogReader
{
    private readonly Scratch _scratch = new();
    private readonly Scratch _plain = new();

    /// <param name="text">The event, one line or several.</param>
    /// <param name="line">What was found in it; empty before.</param>
    /// <param name="unhandled">Set where the text says that nobody caught the exception.</param>
    public void Read(ReadOnlySpan<byte> text, ref LogLine line, out bool unhandled)
    {
        unhandled = false;
        text = Trim(text);
        if (text.IsEmpty)
        {
            return;
        }

        _scratch.Reset(text.Length * 2);
        text = text.IndexOf((byte)0x1b) >= 0 ? Trim(AnsiColours.Remove(text, _plain)) : text;
        if (text.IsEmpty)
        {
            return;
        }

        if (!JsonLines.LooksLikeJson(text) || !JsonLines.TryRead(text, _scratch, ref line))
        {
            ReadText(text, ref line);
        }
        else if (!line.HasLevel && !line.Message.IsEmpty && line.Format != LogFormat.Lambda)
        {
            ReadWrapped(ref line);
        }

        FindException(ref line, out unhandled);
        if (line.Platform == PlatformFact.None)
        {
            line.Platform = LambdaPlatform.FromMessage(line.Message, line.Exception);
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && ByteClasses.Of(text[start]) == ByteClass.Space && text[start] != 0x1b)
        {
            start++;
        }

        while (end > start && ByteClasses.Of(text[end - 1]) == ByteClass.Space)
        {
            end--;
        }

        return text[start..end];
    }

    private void ReadText(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (LambdaPlatform.TryRead(text, ref line))
        {
            return;
        }

        var end = text.IndexOf((byte)'\n');
        var first = end < 0 ? text : text[..end].TrimEnd((byte)'\r');
        if (LogfmtLines.LooksLikeLogfmt(first))
        {
            LogfmtLines.Read(first, _scratch, ref line);
            return;
        }

        if (!ExceptionHead.Read(first).IsEmpty)
        {
            line.Message = first;
        }
        else
        {
            TextLines.Read(first, ref line);
        }

        if (!line.HasLevel && LogfmtLines.LooksLikeLogfmt(line.Message))
        {
            LogfmtLines.Read(line.Message, _scratch, ref line);
        }

        if (end >= 0)
        {
            line.Stack = text[(end + 1)..];
            TakeMessageFromBelow(ref line);
            if (!line.HasLevel && !line.Time.IsEmpty)
            {
                TakeLevelFromBelow(ref line);
            }
        }

        ReadErrorBehindTab(ref line);
    }

    /// <summary>The console logger of .NET puts the message on the line below.</summary>
    private static void TakeMessageFromBelow(ref LogLine line)
    {
        if (!line.Message.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        line.Message = FirstLine(line.Stack.TrimStart(" \t\r\n"u8), out var rest);
        line.Stack = rest;
    }

    /// <summary>java.util.logging puts time and place on a line of their own, level and message below.</summary>
    private static void TakeLevelFromBelow(ref LogLine line)
    {
        var below = FirstLine(line.Stack, out var rest);
        var colon = below.IndexOf(": "u8);
        if (colon <= 0 || !LevelWords.IsLevel(below[..colon]))
        {
            return;
        }

        line.Level = below[..colon];
        line.Severity = LevelWords.Parse(line.Level);
        line.Message = below[(colon + 2)..];
        line.Stack = rest;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        var end = text.IndexOf((byte)'\n');
        rest = end < 0 ? default : text[(end + 1)..];
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }

    /// <summary>Lambda's Node runtime writes the error as JSON behind the message.</summary>
    private void ReadErrorBehindTab(ref LogLine line)
    {
        var at = line.Message.IndexOf("{\"errorType\":"u8);
        var inner = default(LogLine);
        if (at < 0 || !JsonLines.LooksLikeJson(line.Message[at..]) || !JsonLines.TryRead(line.Message[at..], _scratch, ref inner))
        {
            return;
        }

        line.Exception = inner.Exception;
        line.Detail = inner.Message;
        line.Stack = inner.Stack;
        line.Message = line.Message[..at].TrimEnd(" \t"u8);
    }

    /// <summary>A line of text inside JSON, as container runtimes wrap what they collect.</summary>
    private static void ReadWrapped(ref LogLine line)
    {
        var text = line.Message.TrimEnd("\r\n"u8);
        if (text.IsEmpty || line.HttpStatus > 0)
        {
            return;
        }

        var inner = default(LogLine);
        var end = text.IndexOf((byte)'\n');
        var first = end < 0 ? text : text[..end].TrimEnd((byte)'\r');
        if (ExceptionHead.Read(first).IsEmpty)
        {
            TextLines.Read(first, ref inner);
            line.Severity = inner.Severity;
            line.Level = inner.Level;
            line.HttpStatus = inner.HttpStatus;
            line.Message = inner.Message;
            line.Logger = line.Logger.IsEmpty ? inner.Logger : line.Logger;
        }
        else
        {
            line.Message = first;
        }

        if (end >= 0 && line.Stack.IsEmpty)
        {
            line.Stack = text[(end + 1)..];
        }
    }

    private static void FindException(ref LogLine line, out bool unhandled)
    {
        var end = line.Message.IndexOf((byte)'\n');
        if (end >= 0)
        {
            line.Stack = line.Stack.IsEmpty ? line.Message[(end + 1)..] : line.Stack;
            line.Message = line.Message[..end].TrimEnd((byte)'\r');
        }

        unhandled = false;
        if (!line.Exception.IsEmpty)
        {
            return;
        }

        var head = ExceptionHead.Read(line.Message);
        if (!head.IsEmpty)
        {
            // Rust's message stands on the line below the place.
            var below = head.Message.EndsWith(":"u8) && head.Unhandled ? FirstLine(line.Stack, out _) : default;
            line.Message = below.IsEmpty ? head.Message : below;
        }
        else if (line.Message.StartsWith(StackTrace.Traceback))
        {
            unhandled = true;
            head = StackTrace.Head(line.Stack);
            line.Message = head.IsEmpty ? line.Message : head.Message;
        }
        else if (!line.Detail.IsEmpty && ExceptionHead.Read(line.Detail) is { IsEmpty: false } inDetail)
        {
            head = inDetail;
            line.Detail = inDetail.Message;
        }
        else if (!line.Stack.IsEmpty)
        {
            head = StackTrace.Head(line.Stack);
            line.Detail = line.Detail.IsEmpty ? head.Message : line.Detail;
        }

        line.Exception = head.Type;
        unhandled |= head.Unhandled;
    }
}
