using Alerting.Sources.Logs.Stacks;

namespace Alerting.Sources.Logs;

/// <summary>The part that joins lines of a trace that came wrapped one by one: only the first keeps what carried it.</summary>
internal sealed partial class EventJoiner
{
    private readonly LineUnwrapper _unwrapText = new(), _unwrapNext = new();

    /// <summary>The text was JSON of Docker's, and is what stood in it now: lines could not follow it otherwise.</summary>
    private bool _unwrapped;

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
        var isDocker = carrier.SequenceEqual(LineUnwrapper.Docker);
        if (!_unwrapped || !isDocker)
        {
            text = _unwrapText.Inside(text, out var textCarrier);
            if (!textCarrier.SequenceEqual(carrier))
            {
                return false;
            }
        }

        _state = _state == StackState.Unknown ? Continuation.StateOf(text) : _state;
        if (!Continuation.Joins(inside, atOnce, ref _state))
        {
            return false;
        }

        if (isDocker)
        {
            text.CopyTo(_bytes.AsSpan(_start));
            _end = _start + text.Length;
            _unwrapped = true;
        }

        inside.CopyTo(_bytes.AsSpan(_end + 1));
        _nextEnd = _end + 1 + inside.Length;
        return true;
    }
}
