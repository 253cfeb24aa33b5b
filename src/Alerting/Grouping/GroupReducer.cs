using Alerting.Grouping.Rules;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// Applies a message to a group: a pure function of the state, the message, the time and the mute context.
/// </summary>
public sealed class GroupReducer(GroupRules rules)
{
    public GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, MuteContext muteContext)
    {
        if (DigestReducer.IsFor(state))
            return DigestReducer.Reduce(state, message, now, rules);

        var group = new GroupDraft(state, rules, now, muteContext);
        TimeTransitions.Advance(group);
        if (RemovedRoute.Applies(message, group))
        {
            RemovedRoute.Close(message, group);
            return group.Finish();
        }
        Apply(message, group);
        NotificationPlanner.NotifyDue(group);
        return group.Finish();
    }

    private static void Apply(GroupMessage message, GroupDraft group)
    {
        switch (message)
        {
            case AlertArrived arrived:
                AlertArrival.Apply(arrived, group);
                break;
            case AlertMoved moved:
                SeverityReroute.Apply(moved, group);
                break;
            case Wake or SilencesChanged when group.Before.OpenCount > 0 || !group.Before.Entries.IsEmpty:
                group.RequestReview();
                break;
        }
    }
}
