using Alerting.Logs.Bytes;
using Alerting.Logs.Fields;
using Alerting.Logs.Headers;
using Alerting.Logs.Stacks;
using Alerting.Logs.Systems;

namespace Alerting.Logs.Lines;

/// <summary>Reads one log event and detects its format. Not thread-safe: it reuses its buffers.</summary>
internal sealed class LineReader(SecretKeyTest isSecretKey)
{
    private readonly UnescapeBuffer _scratch = new();
    private readonly UnescapeBuffer _plain = new();

    /// <param name="text">One event of one or more lines.</param>
    /// <param name="line">Filled with the fields found; must be empty.</param>
    /// <param name="unhandled">Whether the text shows an exception that nobody caught.</param>
    public void Read(ReadOnlySpan<byte> text, ref LogLine line, out bool unhandled)
    {
        unhandled = false;
        text = Trim(text);
        if (text.IsEmpty)
        {
            return;
        }

        _scratch.Reset(text.Length * (WrappedLines.MaxDepth + 1));
        var coloured = text.IndexOf((byte)0x1b) >= 0;
        text = coloured ? Trim(AnsiColours.Remove(text, _plain)) : text;
        if (text.IsEmpty)
        {
            return;
        }

        if (AwsRecords.TryRead(text, ref line))
        {
            return;
        }

        if (!JsonLines.LooksLikeJson(text) || !JsonLines.TryRead(text, _scratch, ref line))
        {
            ReadText(text, ref line);
        }
        else
        {
            line.Message = !coloured && line.Message.IndexOf((byte)0x1b) >= 0
                ? AnsiColours.Remove(line.Message, _plain)
                : line.Message;
            WrappedLines.Read(_scratch, isSecretKey, ref line);
        }

        ExceptionSearch.Find(ref line, out unhandled);
        if (line.Platform == LambdaEvent.None)
        {
            line.Platform = LambdaPlatform.FromMessage(line.Message, line.Exception);
            line.Logger = line.Platform == LambdaEvent.TimedOut ? default : line.Logger;
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
        if (LambdaPlatform.TryRead(text, ref line) || AwsLines.TryRead(text, ref line))
        {
            return;
        }

        var first = FirstLine.Of(text, out var below);
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
            RestoredKey.Apply(first, isSecretKey, ref line);
        }

        if (!line.HasLevel && LogfmtLines.LooksLikeLogfmt(line.Message))
        {
            LogfmtLines.Read(line.Message, _scratch, ref line);
        }

        if (!below.IsEmpty)
        {
            line.Stack = below;
            LinesBelow.Apply(ref line);
        }

        ReadNodeError(ref line);
        if (!line.HasLevel && line.Message.Length > 1 && line.Message[0] == '{')
        {
            WrappedLines.TryReadJson(_scratch, ref line);
        }
    }

    /// <summary>Lambda's Node runtime appends the error as JSON to the message.</summary>
    private void ReadNodeError(ref LogLine line)
    {
        var at = line.Message.IndexOf("{\"errorType\":"u8);
        var inner = default(LogLine);
        if (at < 0 || !JsonLines.LooksLikeJson(line.Message[at..])
            || !JsonLines.TryRead(line.Message[at..], _scratch, ref inner))
        {
            return;
        }

        line.Exception = inner.Exception;
        line.Detail = inner.Message;
        line.Stack = inner.Stack;
        line.Message = line.Message[..at].TrimEnd(" \t"u8);
    }
}
