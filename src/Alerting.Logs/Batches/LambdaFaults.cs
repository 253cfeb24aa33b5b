namespace Alerting.Logs.Batches;

/// <summary>
/// Puts the lines together that Lambda writes about one fault: a function that cannot be imported, exits or runs out of
/// memory is reported by its own line, by a report of each start, and by the report of the invocation. The line that
/// names the cause is the alert; the reports give it figures.
/// </summary>
internal sealed class LambdaFaults(SampleReader samples)
{
    /// <summary>Failed starts of which no line has named the cause yet.</summary>
    private readonly List<OccurrenceDraft> _waiting = [];
    private readonly List<OccurrenceDraft> _unexplained = [];

    /// <summary>The last error since the end of the invocation before.</summary>
    private OccurrenceDraft? _cause;
    private bool _isLambdas;

    /// <summary>Whether the cause itself ended the process, or is the state of an extension.</summary>
    private bool _isCrash, _isExtension;

    /// <summary>Reports that are alerts of their own, because the batch has nothing else about them.</summary>
    public IEnumerable<OccurrenceDraft> Unexplained => _isLambdas ? _unexplained : _unexplained.Concat(_waiting);

    /// <summary>Whether the line is a report that needs no occurrence of its own, or none yet.</summary>
    public bool TryTakeReport(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time) =>
        verdict.Line.Report switch
        {
            LambdaReportKind.Start when verdict.Line.Platform != LambdaEvent.Routine =>
                TakeStart(verdict, text, id, time),
            LambdaReportKind.Invocation => TakeInvocation(verdict, text),
            _ => IsConsequence(verdict.Line),
        };

    /// <summary>Notes an occurrence, which may be the cause of a failure that is reported later.</summary>
    /// <param name="draft">Null if the batch had no room for it.</param>
    /// <param name="verdict">The line that was added to it.</param>
    /// <param name="text">The whole line.</param>
    public void Add(OccurrenceDraft? draft, in LogVerdict verdict, ReadOnlySpan<byte> text)
    {
        if (verdict.Line.Report == LambdaReportKind.Invocation)
        {
            if (verdict.Level > LogLevel.Info)
            {
                draft?.Attach(LambdaReports.Read(text), LambdaReports.Headline(verdict.Line.Platform, text));
            }

            return;
        }

        if (verdict.Level >= LogLevel.Error && !(_isLambdas && verdict.Line.Platform == LambdaEvent.None))
        {
            _cause = draft;
            _isLambdas = verdict.Line.Platform != LambdaEvent.None;
            _isCrash = verdict.IsCrash && !_isLambdas && draft is not null;
            _isExtension = verdict.Line.Platform == LambdaEvent.ExtensionFailed;
        }
    }

    /// <summary>
    /// The service's line about the end of a process whose panic or uncaught exception has been seen, or of an
    /// extension. It may come after the report. Without memory the service kills the process, which no line of the
    /// program explains.
    /// </summary>
    private bool IsConsequence(in LogLine line)
    {
        if (line.Platform == LambdaEvent.Routine && line.Message.StartsWith("START "u8))
        {
            _isCrash = _isExtension = false;
        }

        return (_isCrash && line.Platform == LambdaEvent.Exited && line.Message.IndexOf("signal: killed"u8) < 0)
            || (_isExtension && line.Platform == LambdaEvent.ExtensionFailed
                && line.Message.StartsWith("exit code "u8));
    }

    private bool TakeStart(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        if (_cause is null || verdict.Line.Platform == LambdaEvent.InitTimedOut)
        {
            var draft = new OccurrenceDraft(verdict, text, id, time, LogBatch.MaxKinds, samples);
            draft.Attach(LambdaReports.Read(text), LambdaReports.Headline(verdict.Line.Platform, text));
            _waiting.Add(draft);
        }

        return true;
    }

    /// <summary>Ends an invocation. The report of a failed one is explained by the error that came before it.</summary>
    private bool TakeInvocation(in LogVerdict verdict, ReadOnlySpan<byte> text)
    {
        var platform = verdict.Line.Platform;
        // A line that the program logged does not explain why the service ended the invocation.
        var isExplained = platform != LambdaEvent.Routine && _cause is not null
            && (_isLambdas || platform == LambdaEvent.InvocationFailed);
        if (isExplained)
        {
            _cause!.Attach(LambdaReports.Read(text),
                platform == LambdaEvent.OutOfMemory ? LambdaReports.Headline(platform, text) : null);
        }

        if (platform is LambdaEvent.Routine or LambdaEvent.TimeoutReported && !isExplained)
        {
            _unexplained.AddRange(_waiting);
        }

        _waiting.Clear();
        _cause = null;
        _isLambdas = false;
        return isExplained;
    }
}
