using Alerting.Alerts;

namespace Alerting.Sources.Logs;

/// <summary>Counts the lines of one batch by fingerprint and severity, and keeps the most severe kinds.</summary>
internal sealed class OccurrenceGroups(Severity minimum)
{
    /// <summary>Further kinds in one batch are only counted.</summary>
    public const int MaxKinds = 50;

    private readonly Dictionary<ulong, OccurrenceDraft> _kinds = [];

    public SeverityCounts Rest { get; private set; }

    public void Add(in LogVerdict verdict, ReadOnlySpan<byte> text, ReadOnlySpan<byte> id, long time)
    {
        if (verdict.Severity < minimum)
        {
            Rest = Rest.With(verdict.Severity, 1);
            return;
        }

        var key = (verdict.Fingerprint.Value << 2) | (uint)verdict.Severity;
        if (_kinds.TryGetValue(key, out var draft))
        {
            draft.Add(verdict, text, id, time);
        }
        else if (_kinds.Count < MaxKinds || TryEvict(verdict.Severity))
        {
            _kinds.Add(key, new OccurrenceDraft(verdict, text, id, time, _kinds.Count));
        }
        else
        {
            Rest = Rest.With(verdict.Severity, 1);
        }
    }

    public IReadOnlyList<LogOccurrence> ToOccurrences() =>
        [.. _kinds.Values.OrderByDescending(d => d.Severity).ThenBy(d => d.Order).Select(d => d.ToOccurrence())];

    /// <summary>Makes room for a more severe kind: drops the latest of the least severe kinds and counts its lines.</summary>
    private bool TryEvict(Severity severity)
    {
        var (least, draft) = _kinds.MinBy(k => ((int)k.Value.Severity, -k.Value.Order));
        if (draft.Severity >= severity)
        {
            return false;
        }

        Rest = Rest.With(draft.Severity, draft.Lines);
        return _kinds.Remove(least);
    }
}
