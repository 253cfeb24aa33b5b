using Alerting.Logs.Stacks;

namespace Alerting.Logs.Batches;

/// <summary>
/// Joins events that are lines of one stack trace and passes each whole text to the classifier. It keeps one text: the next
/// event is unescaped right behind it, and then either joins the text or starts the next one.
/// </summary>
internal sealed partial class EventJoiner(LogClassifier classifier)
{
    /// <summary>Longer texts are split; the beginning of a trace is enough to identify it.</summary>
    private const int LongestText = 256 * 1024;

    /// <summary>An exception joins the log line above it only if both came within this time.</summary>
    private const int JoinWindowMilliseconds = 500;

    /// <summary>Beyond this the text moves back to the start of the buffer, which keeps it in the processor's cache.</summary>
    private const int CompactThreshold = 32 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private byte[] _id = [];
    private int _idLength;
    private int _start, _end, _nextStart, _nextEnd;
    private long _time;
    private bool _hasText;
    private StackState _state;

    public void Start()
    {
        _hasText = false;
        _start = _end = _nextStart = _nextEnd = 0;
    }

    /// <summary>Unescapes the message of the next event behind the current text.</summary>
    /// <param name="source">The JSON after the opening quote of the message.</param>
    /// <param name="used">The length of the string in <paramref name="source"/>, with its closing quote.</param>
    public bool TryUnescapeMessage(ReadOnlySpan<byte> source, out int used)
    {
        if (_start > CompactThreshold)
        {
            MakeRoom(0);
        }

        _nextStart = _hasText ? _end + 1 : 0;

        int written;
        while (!LogJsonText.TryUnescape(source, _bytes.AsSpan(_nextStart), out used, out written))
        {
            if (_bytes.Length - _nextStart > source.Length + 4)
            {
                return false;
            }

            MakeRoom(_bytes.Length);
        }

        _nextEnd = _nextStart + written;
        return true;
    }

    /// <summary>Adds the unescaped event to the current text, or finishes that text and starts a new one.</summary>
    public void Add(ReadOnlySpan<byte> id, long time, OccurrenceGroups groups)
    {
        if (_hasText && Joins(time))
        {
            _bytes[_end] = (byte)'\n';
            _end = _nextEnd;
            return;
        }

        Flush(groups);
        (_start, _end) = (_nextStart, _nextEnd);
        _time = time;
        _hasText = true;
        _state = StackState.Unknown;
        _prefixLength = 0;
        if (_id.Length < id.Length)
        {
            _id = new byte[id.Length];
        }

        id.CopyTo(_id);
        _idLength = id.Length;
    }

    public void Flush(OccurrenceGroups groups)
    {
        if (!_hasText)
        {
            return;
        }

        var text = _bytes.AsSpan(_start, _end - _start);
        classifier.Classify(text, out var verdict);
        groups.Add(verdict, text, _id.AsSpan(0, _idLength), _time);
        _hasText = false;
    }

    private bool Joins(long time)
    {
        var line = _bytes.AsSpan(_nextStart, _nextEnd - _nextStart);
        if (RailsBlock.ContinuationStart(_bytes.AsSpan(_start, _end - _start), line) is > 0 and var rest && time - _time <= JoinWindowMilliseconds && _end - _start < LongestText)
        {
            line[rest..].CopyTo(line);
            _nextEnd -= rest;
            return true;
        }

        var inside = _unwrapNext.Unwrap(line, out var prefix);
        if (!prefix.IsEmpty)
        {
            return JoinsWrapped(inside, prefix, time - _time <= JoinWindowMilliseconds);
        }

        var isAwaited = Continuation.IsRustPanicWithoutMessage(_bytes.AsSpan(_start, _end - _start));
        if (_end - _start + line.Length > LongestText || !(isAwaited || Continuation.MightContinue(line)))
        {
            return false;
        }

        if (_state == StackState.Unknown)
        {
            _state = Continuation.StateOf(_bytes.AsSpan(_start, _end - _start));
        }

        return Continuation.Continues(line, time - _time <= JoinWindowMilliseconds, ref _state);
    }

    /// <summary>Moves the text to the start of the buffer, or of a larger one.</summary>
    private void MakeRoom(int more)
    {
        var kept = _hasText ? _end - _start : 0;
        var target = more == 0 ? _bytes : new byte[_bytes.Length + more];

        _bytes.AsSpan(_start, kept).CopyTo(target);
        _bytes = target;
        (_start, _end) = (0, kept);
        _nextStart = _hasText ? kept + 1 : 0;
    }
}
