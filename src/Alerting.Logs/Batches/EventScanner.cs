using System.Buffers.Text;
using System.Text.Json;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Batches;

/// <summary>
/// Reads events in the form CloudWatch Logs writes, <c>{"id":"…","timestamp":1,"message":"…"}</c>, in less than half the time a
/// <see cref="Utf8JsonReader"/> takes, because it finds the end of a message and unescapes it in one pass. Events in
/// any other form go to <see cref="AnyEvent"/>. An event that the window cuts is read again once the window has moved.
/// </summary>
internal ref struct EventScanner(LogWindow window, EventJoiner joiner, OccurrenceGroups groups)
{
    private ReadOnlySpan<byte> _json = window.Json;

    /// <summary>The position in the window; after <see cref="ReadAll"/> that of the closing bracket.</summary>
    public int At { get; private set; }

    public int Count { get; private set; }

    /// <param name="at">The position after the opening bracket.</param>
    /// <exception cref="JsonException">The array is not valid JSON.</exception>
    public void ReadAll(int at)
    {
        At = at;
        while (SkipSpace() != ']')
        {
            ReadEvent();
            Count++;
            if (SkipSpace() == ',')
            {
                At++;
            }
            else if (SkipSpace() != ']')
            {
                throw new JsonException();
            }
        }
    }

    private void ReadEvent()
    {
        var start = At;
        while (!TryReadEvent())
        {
            if (AnyEvent.TryRead(_json, start, joiner, groups, out var end))
            {
                At = end;
                return;
            }

            MoveTo(start);
            start = 0;
        }
    }

    private void MoveTo(int at)
    {
        window.MoveTo(at);
        _json = window.Json;
        At = 0;
    }

    private bool TryReadEvent()
    {
        ReadOnlySpan<byte> id = default;
        long time = 0;
        var hasMessage = false;
        if (!TryTake("{"u8))
        {
            return false;
        }

        do
        {
            if (TryTake("\"id\":\""u8) && UnescapedLength() is > 0 and var length)
            {
                id = _json.Slice(At, length);
                At += length + 1;
            }
            else if (TryTake("\"timestamp\":"u8) && Utf8Parser.TryParse(_json[At..], out time, out var used))
            {
                At += used;
            }
            else if (!hasMessage && TryTake("\"message\":\""u8) && joiner.TryUnescapeMessage(_json[At..], out used))
            {
                At += used;
                hasMessage = true;
            }
            else
            {
                return false;
            }
        }
        while (TryTake(","u8));

        if (!hasMessage || !TryTake("}"u8))
        {
            return false;
        }

        joiner.Add(id, time, groups);
        return true;
    }

    /// <summary>The length of the string after an opening quote; 0 if it is empty or contains escapes.</summary>
    private readonly int UnescapedLength()
    {
        var end = _json[At..].IndexOfAny((byte)'"', (byte)'\\');
        return end > 0 && _json[At + end] == '"' ? end : 0;
    }

    private bool TryTake(ReadOnlySpan<byte> text)
    {
        if (!_json[At..].StartsWith(text))
        {
            return false;
        }

        At += text.Length;
        return true;
    }

    private byte SkipSpace()
    {
        while (true)
        {
            while (At < _json.Length && ByteClasses.Of(_json[At]) == ByteClass.Space)
            {
                At++;
            }

            if (At < _json.Length)
            {
                return _json[At];
            }

            MoveTo(At);
        }
    }
}
