using Alerting.Logs.Stacks;

namespace Alerting.Logs.Batches;

/// <summary>Joins lines of a stack trace that syslog or a container runtime wrapped one by one.</summary>
internal sealed partial class EventJoiner
{
    private readonly LineUnwrapper _unwrapText = new(), _unwrapNext = new();

    /// <summary>The JSON prefix of the first line, once that line was replaced by its message.</summary>
    private byte[] _prefix = [];
    private int _prefixLength;

    /// <param name="inside">What the program wrote on the next line.</param>
    /// <param name="prefix">The next line's prefix, which differs between programs that share a log stream.</param>
    /// <param name="sameMoment">The line was written at about the same time as the text.</param>
    private bool JoinsWrapped(ReadOnlySpan<byte> inside, ReadOnlySpan<byte> prefix, bool sameMoment)
    {
        if (_end - _start + inside.Length > LongestText || !Continuation.MightContinue(inside))
        {
            return false;
        }

        ReadOnlySpan<byte> text = _bytes.AsSpan(_start, _end - _start);
        ReadOnlySpan<byte> textPrefix = _prefix.AsSpan(0, _prefixLength);
        if (textPrefix.IsEmpty)
        {
            text = _unwrapText.Unwrap(text, out textPrefix);
        }

        if (!textPrefix.SequenceEqual(prefix))
        {
            return false;
        }

        _state = _state == StackState.Unknown ? Continuation.StateOf(text) : _state;
        if (!Continuation.Continues(inside, sameMoment, ref _state))
        {
            return false;
        }

        if (prefix[0] == '{' && _prefixLength == 0)
        {
            StoreUnwrapped(text, prefix);
        }

        inside.CopyTo(_bytes.AsSpan(_end + 1));
        _nextEnd = _end + 1 + inside.Length;
        return true;
    }

    private void StoreUnwrapped(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix)
    {
        if (_prefix.Length < prefix.Length)
        {
            _prefix = new byte[prefix.Length];
        }

        prefix.CopyTo(_prefix);
        _prefixLength = prefix.Length;
        text.CopyTo(_bytes.AsSpan(_start));
        _end = _start + text.Length;
    }
}
