using Alerting.Grouping.Rules;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// What a message does to a group: a pure function of the state, the message, the time and what is around. The order of its
/// steps stands in <see cref="Reduce"/>; each step is one family of rules.
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
        Take(message, group);
        NotificationPlanner.NotifyDue(group);
        return group.Finish();
    }

    private static void Take(GroupMessage message, GroupDraft group)
    {
        switch (message)
        {
            case AlertArrived arrived:
                AlertArrival.Take(arrived, group);
                break;
            case AlertMoved moved:
                SeverityReroute.Take(moved, group);
                break;
            case Wake or SilencesChanged when group.Before.OpenCount > 0 || !group.Before.Entries.IsEmpty:
                group.RequestReview();
                break;
        }
    }
}
