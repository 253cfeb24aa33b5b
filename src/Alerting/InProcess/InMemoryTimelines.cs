using System.Collections.Concurrent;
using Alerting.Incidents;

namespace Alerting.InProcess;

/// <summary>The timelines of incidents in memory.</summary>
/// <param name="keepsEntries">False to know only which incidents were answered.</param>
public sealed class InMemoryTimelines(bool keepsEntries = true) : IIncidentTimelines
{
    private readonly ConcurrentDictionary<string, IncidentPlace> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Incident, string Key), IReadOnlyList<TimelineEntry>> _entries = [];

    private readonly ConcurrentDictionary<string, AnswerMark> _marks = new(StringComparer.Ordinal);

    public Task<AnswerMark?> FindAnswerAsync(string incidentId, CancellationToken cancellation) =>
        Task.FromResult(_marks.GetValueOrDefault(incidentId));

    public Task AddAsync(IncidentPlace place, TimelinePart part, CancellationToken cancellation)
    {
        if (part.Mark is { } mark)
            _marks[part.IncidentId] = mark;
        if (keepsEntries)
        {
            _places[place.IncidentId] = place;
            _entries[(part.IncidentId, $"{part.Number}")] = part.Entries;
        }
        return Task.CompletedTask;
    }

    public Task AddAsync(string incidentId, string deliveryId, IReadOnlyList<TimelineEntry> deliveries,
        CancellationToken cancellation)
    {
        if (keepsEntries)
            _entries[(incidentId, deliveryId)] = deliveries;
        return Task.CompletedTask;
    }

    public Task<IncidentPlace?> FindAsync(string incidentId, CancellationToken cancellation) =>
        Task.FromResult(_places.GetValueOrDefault(incidentId));

    public Task<IReadOnlyList<TimelineEntry>> ReadAsync(string incidentId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TimelineEntry>>([.. _entries.Where(each => each.Key.Incident == incidentId)
            .OrderBy(each => int.TryParse(each.Key.Key, out var number) ? number : int.MaxValue)
            .SelectMany(each => each.Value).OrderBy(entry => entry.At)]);
}
