using Alerting.Sources.Logs.Stacks;

namespace Alerting.Sources.Logs;

/// <summary>The part that joins lines of a trace that came wrapped one by one: only the first keeps what carried it.</summary>
internal sealed partial class EventJoiner
{
    private readonly LineUnwrapper _unwrapText = new(), _unwrapNext = new();

    /// <summary>What the first line began with, where that was JSON and the text is what stood in it now: lines could not follow it otherwise.</summary>
    private byte[] _carrier = [];
    private int _carrierLength;

    /// <param name="inside">What the program wrote in the next line.</param>
    /// <param name="carrier">What carried it; another writer's lines may stand between.</param>
    /// <param name="atOnce">It was written at the same moment as the text.</param>
    private bool JoinsInside(ReadOnlySpan<byte> inside, ReadOnlySpan<byte> carrier, bool atOnce)
    {
        if (_end - _start + inside.Length > LongestText || !Continuation.MayJoin(inside))
        {
            return false;
        }

        ReadOnlySpan<byte> text = _bytes.AsSpan(_start, _end - _start);
        ReadOnlySpan<byte> textCarrier = _carrier.AsSpan(0, _carrierLength);
        if (textCarrier.IsEmpty)
        {
            text = _unwrapText.Inside(text, out textCarrier);
        }

        if (!textCarrier.SequenceEqual(carrier))
        {
            return false;
        }

        _state = _state == StackState.Unknown ? Continuation.StateOf(text) : _state;
        if (!Continuation.Joins(inside, atOnce, ref _state))
        {
            return false;
        }

        if (carrier[0] == '{' && _carrierLength == 0)
        {
            Unwrap(text, carrier);
        }

        inside.CopyTo(_bytes.AsSpan(_end + 1));
        _nextEnd = _end + 1 + inside.Length;
        return true;
    }

    private void Unwrap(ReadOnlySpan<byte> text, ReadOnlySpan<byte> carrier)
    {
        if (_carrier.Length < carrier.Length)
        {
            _carrier = new byte[carrier.Length];
        }

        carrier.CopyTo(_carrier);
        _carrierLength = carrier.Length;
        text.CopyTo(_bytes.AsSpan(_start));
        _end = _start + text.Length;
    }
}
