using System.Buffers.Text;
using System.Text.Json;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>
/// Reads the events of a batch as CloudWatch Logs writes them, <c>{"id":"…","timestamp":1,"message":"…"}</c>, at less than half the
/// price of a general reader: a message is looked at and unescaped in one pass. An event of any other form, with extracted fields
/// for instance, is read by <see cref="Utf8JsonReader"/>.
/// </summary>
internal ref partial struct EventScanner(ReadOnlySpan<byte> json, EventJoiner joiner, OccurrenceGroups groups)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Where the scanner stands; at the end of the array on its closing bracket.</summary>
    public int At { get; private set; }

    public int Count { get; private set; }

    /// <param name="at">The place behind the opening bracket.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void ReadAll(int at)
    {
        At = at;
        while (SkipSpace() != ']')
        {
            var start = At;
            if (!TryReadEvent())
            {
                ReadOtherEvent(start);
            }

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

    /// <summary>The length of a string without escapes whose quote was taken; 0 where it is something else.</summary>
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
        while (At < _json.Length && ByteClasses.Of(_json[At]) == ByteClass.Space)
        {
            At++;
        }

        return At < _json.Length ? _json[At] : throw new JsonException();
    }
}
