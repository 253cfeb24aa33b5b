namespace Alerting.Logs.Batches;

/// <summary>Counts the lines of one batch by fingerprint and level, and keeps the most severe kinds.</summary>
internal sealed class OccurrenceGroups(LogLevel minimum, SampleReader samples)
{
    private readonly Dictionary<ulong, OccurrenceDraft> _kinds = [];
    private readonly LambdaFaults _faults = new(samples);
    private RequestRate _requests;

    public LevelCounts Rest { get; private set; }

    public void Add(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        _requests.Add(verdict);
        if (_faults.TryTakeReport(verdict, text, id, time))
        {
            return;
        }

        if (verdict.Level < minimum && !(verdict.IsRequest && verdict.Level == LogLevel.Warning))
        {
            Rest = Rest.With(verdict.Level, 1);
            return;
        }

        _faults.Add(Count(verdict, text, id, time), verdict, text);
    }

    public IReadOnlyList<LogOccurrence> ToOccurrences()
    {
        foreach (var report in _faults.Unexplained)
        {
            AddReport(report);
        }

        foreach (var draft in _kinds.Values.Where(draft => draft.IsRequest))
        {
            _requests.Decide(draft);
        }

        foreach (var (key, draft) in _kinds.Where(kind => kind.Value.Level < minimum).ToList())
        {
            Rest = Rest.With(draft.Level, draft.Lines);
            _kinds.Remove(key);
        }

        return [.. _kinds.Values.OrderByDescending(d => d.Level).ThenBy(d => d.Order).Select(d => d.ToOccurrence())];
    }

    /// <summary>The kind of the line, or null if the batch has no room for it.</summary>
    private OccurrenceDraft? Count(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        var key = KeyOf(verdict.Fingerprint, verdict.Level);
        if (_kinds.TryGetValue(key, out var draft))
        {
            draft.Add(verdict, text, id, time);
            return draft;
        }

        if (_kinds.Count >= LogBatch.MaxKinds && !TryEvict(verdict.Level))
        {
            Rest = Rest.With(verdict.Level, 1);
            return null;
        }

        draft = new OccurrenceDraft(verdict, text, id, time, _kinds.Count, samples);
        _kinds.Add(key, draft);
        return draft;
    }

    /// <summary>Adds the report of a failed start or invocation whose cause the batch does not have.</summary>
    private void AddReport(OccurrenceDraft report)
    {
        var hasRoom = _kinds.Count < LogBatch.MaxKinds || TryEvict(report.Level);
        if (!hasRoom || !_kinds.TryAdd(KeyOf(report.Fingerprint, report.Level), report))
        {
            Rest = hasRoom ? Rest : Rest.With(report.Level, 1);
        }
    }

    private static ulong KeyOf(LogFingerprint fingerprint, LogLevel level) => (fingerprint.Value << 2) | (uint)level;

    /// <summary>
    /// Makes room for a more severe kind: drops the latest of the least severe kinds and counts its lines.
    /// </summary>
    private bool TryEvict(LogLevel level)
    {
        var (least, draft) = _kinds.MinBy(k => ((int)k.Value.Level, -k.Value.Order));
        if (draft.Level >= level)
        {
            return false;
        }

        Rest = Rest.With(draft.Level, draft.Lines);
        return _kinds.Remove(least);
    }
}
