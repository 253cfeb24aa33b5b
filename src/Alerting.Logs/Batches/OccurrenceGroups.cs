namespace Alerting.Logs.Batches;

/// <summary>Counts the lines of one batch by fingerprint and level, and keeps the most severe kinds.</summary>
internal sealed class OccurrenceGroups(LogLevel minimum)
{
    private readonly Dictionary<ulong, OccurrenceDraft> _kinds = [];

    public LevelCounts Rest { get; private set; }

    public void Add(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        if (verdict.Level < minimum)
        {
            Rest = Rest.With(verdict.Level, 1);
            return;
        }

        var key = (verdict.Fingerprint.Value << 2) | (uint)verdict.Level;
        if (_kinds.TryGetValue(key, out var draft))
        {
            draft.Add(verdict, text, id, time);
        }
        else if (_kinds.Count < LogBatch.MaxKinds || TryEvict(verdict.Level))
        {
            _kinds.Add(key, new OccurrenceDraft(verdict, text, id, time, _kinds.Count));
        }
        else
        {
            Rest = Rest.With(verdict.Level, 1);
        }
    }

    public IReadOnlyList<LogOccurrence> ToOccurrences() =>
        [.. _kinds.Values.OrderByDescending(d => d.Level).ThenBy(d => d.Order).Select(d => d.ToOccurrence())];

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
