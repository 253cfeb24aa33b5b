using System.Text;
using Alerting.Logs.Bytes;
using Alerting.Logs.Stacks;

namespace Alerting.Logs.Batches;

/// <summary>An occurrence that is still being counted. Only its first lines are kept as text.</summary>
internal sealed class OccurrenceDraft
{
    private const int MaxSamples = 3;
    private const int LongestSample = 2048;

    private readonly List<LogSample> _samples = new(MaxSamples);
    private readonly ulong[] _messages = new ulong[MaxSamples];
    private readonly LogFingerprint _fingerprint;
    private readonly SampleReader _reader;
    private readonly string? _logger;
    private string _template, _reason;
    private string? _exception;
    private string? _stack, _place, _headline;
    private LambdaReport? _report;
    private long _first, _last;
    private string _firstId;

    public OccurrenceDraft(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time, int order,
        SampleReader reader)
    {
        _reader = reader;
        Level = verdict.Level;
        Order = order;
        IsRequest = verdict.IsRequest && verdict.Level == LogLevel.Warning;
        _fingerprint = verdict.Fingerprint;
        _reason = verdict.Reason.ToString();
        _template = Encoding.UTF8.GetString(verdict.Template);
        _exception = Text(verdict.Line.Exception);
        _logger = Text(verdict.Line.Logger);
        _first = _last = time;
        _firstId = Encoding.UTF8.GetString(id);
        Add(verdict, text, id, time);
    }

    public LogLevel Level { get; private set; }

    public LogFingerprint Fingerprint => _fingerprint;

    /// <summary>Requests that failed, whose level their share of the batch decides.</summary>
    public bool IsRequest { get; }

    public int Order { get; }

    public int Lines { get; private set; }

    public void Add(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        Lines++;
        _last = Math.Max(_last, time);
        if (time < _first)
        {
            _first = time;
            _firstId = Encoding.UTF8.GetString(id);
        }

        if (_samples.Count < MaxSamples)
        {
            AddSample(verdict, text, id, time);
        }
    }

    public void Raise(LogLevel level, string reason)
    {
        Level = level;
        _reason = reason;
    }

    /// <summary>Adds what Lambda reported about the failed invocation.</summary>
    public void Attach(LambdaReport report, string? headline)
    {
        _report ??= report;
        _headline ??= headline;
    }

    public LogOccurrence ToOccurrence() => new()
    {
        Fingerprint = _fingerprint,
        Level = Level,
        Reason = _reason,
        Template = _template,
        Count = Lines,
        First = Time(_first),
        Last = Time(_last),
        FirstEventId = _firstId,
        Samples = _samples,
        Exception = _exception,
        Stack = _stack,
        Place = _place,
        Logger = _logger,
        Report = _report,
        Headline = _headline,
    };

    private void AddSample(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        var message = LogFingerprint.Start(0).With(verdict.Line.Message).Value;
        if (_messages.AsSpan(0, _samples.Count).Contains(message))
        {
            return;
        }

        _messages[_samples.Count] = message;
        var clean = default(LogVerdict);
        var redacted = _reader.Read(text, ref clean);
        if (redacted.IsEmpty)
        {
            AddSample(verdict.Line, text, id, time);
            return;
        }

        if (_samples.Count == 0)
        {
            _template = Encoding.UTF8.GetString(clean.Template);
            _exception = Text(clean.Line.Exception);
        }

        AddSample(clean.Line, redacted, id, time);
    }

    private void AddSample(in LogLine line, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        _samples.Add(new LogSample(
            Time(time), Encoding.UTF8.GetString(id), Encoding.UTF8.GetString(Cut(text)),
            Encoding.UTF8.GetString(Cut(line.Message)), Text(line.RequestId))
        {
            Headline = Headline(line),
        });
        if (_stack is null && !line.Stack.IsEmpty)
        {
            _stack = StackExcerpt.OwnFramesFirst(line.Stack);
            _place = StackPlace.Of(line.Stack);
        }
    }

    /// <summary><c>message: Exception: detail</c> without the parts that are empty.</summary>
    private static string Headline(in LogLine line)
    {
        var (message, exception, detail) = (FirstLineOf(line.Message), Text(line.Exception), FirstLineOf(line.Detail));
        string?[] parts = detail is null ? [exception, message] : [message, exception, detail];
        return string.Join(": ", parts.Where(part => part is { Length: > 0 }));
    }

    private static string? FirstLineOf(ReadOnlySpan<byte> text) => Text(FirstLine.Of(text, out _));

    private static string? Text(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Encoding.UTF8.GetString(Cut(text));

    /// <summary>Never cuts inside a UTF-8 character.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= LongestSample)
        {
            return text;
        }

        var end = LongestSample;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>Clamps times beyond the range of <see cref="DateTimeOffset"/>.</summary>
    private static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_999));
}
