using Alerting.Logs.Bytes;
using Alerting.Logs.Fields;
using Alerting.Logs.Headers;
using Alerting.Logs.Stacks;

namespace Alerting.Logs.Lines;

/// <summary>Unwraps lines that container runtimes and log shippers put into JSON.</summary>
internal static class WrappedLines
{
    /// <summary>A container writes JSON; its runtime wraps it once and a shipper may wrap it again.</summary>
    public const int MaxDepth = 2;

    public static void Read(UnescapeBuffer scratch, SecretKeyTest isSecretKey, ref LogLine line)
    {
        var depth = 0;
        while (depth++ < MaxDepth && !line.HasLevel && TryReadJson(scratch, ref line))
        {
        }

        var text = line.Message.TrimEnd("\r\n"u8);
        if (!line.HasLevel && !text.IsEmpty && line.Format != LogFormat.Lambda && line.HttpStatus == 0)
        {
            ReadText(text, isSecretKey, ref line);
        }
    }

    /// <summary>
    /// Takes the fields of a message that is itself a JSON object. False if it is not one, or adds nothing.
    /// </summary>
    public static bool TryReadJson(UnescapeBuffer scratch, ref LogLine line)
    {
        var text = line.Message.Trim(" \t\r\n"u8);
        var inner = default(LogLine);
        if (line.Format == LogFormat.Lambda || !JsonLines.LooksLikeJson(text)
            || !JsonLines.TryRead(text, scratch, ref inner)
            || (!inner.HasLevel && inner.Message.SequenceEqual(text)))
        {
            return false;
        }

        inner.Time = line.Time.IsEmpty ? inner.Time : line.Time;
        inner.Logger = inner.Logger.IsEmpty ? line.Logger : inner.Logger;
        inner.RequestId = inner.RequestId.IsEmpty ? line.RequestId : inner.RequestId;
        line = inner;
        return true;
    }

    private static void ReadText(ReadOnlySpan<byte> text, SecretKeyTest isSecretKey, ref LogLine line)
    {
        var inner = default(LogLine);
        var first = FirstLine.Of(text, out var below);
        if (ExceptionHead.Read(first).IsEmpty)
        {
            TextLines.Read(first, ref inner);
            RestoredKey.Apply(first, isSecretKey, ref inner);
            line.Level = inner.Level;
            line.LevelText = inner.LevelText;
            line.HttpStatus = inner.HttpStatus;
            line.Message = inner.Message;
            line.Logger = line.Logger.IsEmpty ? inner.Logger : line.Logger;
        }
        else
        {
            line.Message = first;
        }

        if (!below.IsEmpty && line.Stack.IsEmpty)
        {
            line.Stack = below;
        }
    }
}
