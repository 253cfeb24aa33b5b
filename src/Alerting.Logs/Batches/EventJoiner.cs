using Alerting.Logs.Bytes;
using Alerting.Logs.Stacks;

namespace Alerting.Logs.Batches;

/// <summary>Joins events that are lines of one stack trace and passes each whole text to the classifier.</summary>
internal sealed class EventJoiner(LogClassifier classifier)
{
    /// <summary>Longer texts are split; the beginning of a trace is enough to identify it.</summary>
    private const int LongestText = 256 * 1024;

    /// <summary>An exception joins the log line above it only if both came within this time.</summary>
    private const int JoinWindowMilliseconds = 500;

    /// <summary>The lines of one trace are written at once; a log agent may ship them in a few rounds.</summary>
    private const int LongestPauseMilliseconds = 3000;

    private readonly EventBuffer _buffer = new();
    private readonly LineUnwrapper _unwrapText = new(), _unwrapNext = new();

    private byte[] _id = [];
    private int _idLength;
    private long _time, _last;
    private StackState _state;

    /// <summary>The JSON prefix of the first line, once that line was replaced by its message.</summary>
    private byte[] _prefix = [];
    private int _prefixLength;

    public void Start() => _buffer.Clear();

    /// <inheritdoc cref="EventBuffer.TryUnescapeNext"/>
    public bool TryUnescapeMessage(ReadOnlySpan<byte> source, out int used) =>
        _buffer.TryUnescapeNext(source, out used);

    /// <summary>Adds the unescaped event to the current text, or finishes that text and starts a new one.</summary>
    public void Add(ReadOnlySpan<byte> id, long time, OccurrenceGroups groups)
    {
        if (_buffer.HasText && Math.Abs(time - _last) <= LongestPauseMilliseconds
            && Joins(sameMoment: time - _time <= JoinWindowMilliseconds))
        {
            _buffer.JoinNext();
            _last = time;
            return;
        }

        Flush(groups);
        _buffer.StartText();
        _time = _last = time;
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
        if (!_buffer.HasText)
        {
            return;
        }

        classifier.Classify(_buffer.Text, out var verdict);
        groups.Add(verdict, _buffer.Text, _id.AsSpan(0, _idLength), _time);
        _buffer.DropText();
    }

    /// <param name="sameMoment">The next line was written at about the same time as the text.</param>
    private bool Joins(bool sameMoment)
    {
        ReadOnlySpan<byte> text = _buffer.Text;
        ReadOnlySpan<byte> line = _buffer.Next;
        if (RailsBlock.ContinuationStart(text, line) is > 0 and var rest && sameMoment && text.Length < LongestText)
        {
            _buffer.ReplaceNext(line[rest..]);
            return true;
        }

        var inside = _unwrapNext.Unwrap(line, out var prefix);
        if (!prefix.IsEmpty)
        {
            return JoinsWrapped(inside, prefix, sameMoment);
        }

        if (text.Length + line.Length > LongestText)
        {
            return false;
        }

        if (RuntimeHead.IsRustPanicWithoutMessage(text))
        {
            _state = StackState.Stack;
            return ExceptionHead.Read(line).IsEmpty;
        }

        if (sameMoment && RuntimeHead.IsHeadOfAny(text))
        {
            _state = StackState.Stack;
            return true;
        }

        return (Continuation.MightContinue(line) || (_state is StackState.Unknown or StackState.Report
            && TraceMarks.IsReport(text))) && Continues(text, line, sameMoment);
    }

    /// <summary>Whether the event continues the text, with all its lines.</summary>
    private bool Continues(ReadOnlySpan<byte> text, ReadOnlySpan<byte> line, bool sameMoment)
    {
        _state = _state == StackState.Unknown ? TextState.Of(text) : _state;
        var first = FirstLine.Of(line, out var rest);
        if (!Continuation.Continues(first, sameMoment, ref _state))
        {
            return false;
        }

        _state = TextState.After(_state, rest);
        return true;
    }

    /// <summary>Joins a line of a stack trace that syslog or a container runtime wrapped line by line.</summary>
    /// <param name="inside">What the program wrote on the next line.</param>
    /// <param name="prefix">The next line's prefix, which differs between programs that share a log stream.</param>
    private bool JoinsWrapped(ReadOnlySpan<byte> inside, ReadOnlySpan<byte> prefix, bool sameMoment)
    {
        ReadOnlySpan<byte> text = _buffer.Text;
        if (text.Length + inside.Length > LongestText || !Continuation.MightContinue(inside))
        {
            return false;
        }

        ReadOnlySpan<byte> textPrefix = _prefix.AsSpan(0, _prefixLength);
        if (textPrefix.IsEmpty)
        {
            text = _unwrapText.Unwrap(text, out textPrefix);
        }

        if (!textPrefix.SequenceEqual(prefix))
        {
            return false;
        }

        if (!Continues(text, inside, sameMoment))
        {
            return false;
        }

        if (prefix[0] == '{' && _prefixLength == 0)
        {
            StorePrefix(prefix);
            _buffer.ReplaceText(text);
        }

        _buffer.ReplaceNext(inside);
        return true;
    }

    private void StorePrefix(ReadOnlySpan<byte> prefix)
    {
        if (_prefix.Length < prefix.Length)
        {
            _prefix = new byte[prefix.Length];
        }

        prefix.CopyTo(_prefix);
        _prefixLength = prefix.Length;
    }
}
