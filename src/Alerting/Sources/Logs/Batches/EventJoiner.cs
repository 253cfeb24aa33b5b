using Alerting.Sources.Logs.Stacks;

namespace Alerting.Sources.Logs;

/// <summary>
/// Puts events together that are lines of one stack trace, and hands each whole text to the classifier. Keeps one text at a
/// time: the next event is unescaped right behind it, and either stays there or becomes the first of the next text.
/// </summary>
internal sealed partial class EventJoiner(LogClassifier classifier)
{
    /// <summary>A trace longer than this is cut into several: its beginning tells all.</summary>
    private const int LongestText = 256 * 1024;

    /// <summary>An exception's own line joins the log line above only when both were written at once, or shipped so.</summary>
    private const int JoinWindowMilliseconds = 500;

    /// <summary>From here on the text moves to the front again, so that it stays in the processor's cache.</summary>
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

    /// <summary>Unescapes the text of the event that is being read, behind the text that is kept.</summary>
    /// <param name="source">What follows the opening quote of the message.</param>
    /// <param name="used">The length of the string in the source, its closing quote included.</param>
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

    /// <summary>The event is complete: joins it to the text, or closes the text and begins with it.</summary>
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

    /// <summary>Moves the text to the front, and to a larger buffer where more must follow.</summary>
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
