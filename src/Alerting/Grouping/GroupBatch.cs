using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>A message to a group, with the number that an ordered queue gave it.</summary>
/// <param name="Sequence">Null if the queue is not ordered.</param>
public readonly record struct NumberedMessage(GroupEnvelope Envelope, UInt128? Sequence);

/// <summary>
/// Messages of one group that were handed out together, reduced in order: a hot group is loaded and saved once for all
/// of them.
/// </summary>
/// <param name="Steps">
/// One for each message, up to the first that fails or that leaves no room in the outbox for more.
/// </param>
internal sealed record GroupBatch(IReadOnlyList<GroupStep> Steps)
{
    /// <summary>The outbox is part of the stored item. One step alone may exceed this.</summary>
    private const int MaxOutboxAlerts = 50;

    public GroupState State => Steps[^1].State;

    public bool HasChanged => Steps.Any(step => step.HasChanged);

    /// <summary>The last change of each alert.</summary>
    public IReadOnlyList<FiringChange> FiringChanges => Steps is [var only] ? only.FiringChanges
        : [.. Steps.SelectMany(step => step.FiringChanges).Reverse()
            .DistinctBy(change => change.Fingerprint).Reverse()];

    public static GroupBatch Of(GroupReducer reducer, GroupState state, IReadOnlyList<GroupMessage> messages,
        DateTimeOffset now, MuteContext muteContext, bool writesTimeline)
    {
        var steps = new List<GroupStep>(messages.Count);
        foreach (var message in messages)
        {
            GroupStep step;
            try
            {
                step = reducer.Reduce(state, message, now, muteContext);
            }
            // What came before it is saved; then it fails by itself.
            catch (Exception) when (steps.Count > 0)
            {
                break;
            }
            if (step.HasChanged && writesTimeline)
                step = step with { State = TimelineWriter.Add(state, message, step, now) };
            steps.Add(step);
            (state, muteContext) = (step.State, reducer.After(step, muteContext));
            if (AlertsIn(state.Outbox) > MaxOutboxAlerts)
                break;
        }
        return new GroupBatch(steps);
    }

    private static int AlertsIn(Outbox outbox) => outbox.Batches.Sum(batch => batch.Content.Alerts.Count)
        + outbox.Messages.Sum(sent => sent.Message.Parts.Count);
}
