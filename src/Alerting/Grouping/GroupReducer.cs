using Alerting.Grouping.Rules;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// What a message does to a group: a pure function of the state, the message, the time and what is around. The order of its
/// steps stands in <see cref="Reduce"/>; each step is one family of rules.
/// </summary>
public sealed class GroupReducer(GroupRules rules)
{
    public GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, Surroundings around)
    {
        if (DigestGathering.IsFor(state))
            return DigestGathering.Reduce(state, message, now, rules);

        var group = new GroupDraft(state, rules, now, around);
        Clock.Advance(group);
        if (Orphanage.IsOne(message, group))
        {
            Orphanage.Close(message, group);
            return group.Finish();
        }
        Take(message, group);
        Announcing.Tell(group);
        return group.Finish();
    }

    private static void Take(GroupMessage message, GroupDraft group)
    {
        switch (message)
        {
            case AlertArrived arrived:
                Arrival.Take(arrived, group);
                break;
            case AlertMoved moved:
                Moving.Take(moved, group);
                break;
            case Wake or SilencesChanged when group.Before.Open > 0 || !group.Before.Incidents.IsEmpty:
                group.Look();
                break;
        }
    }
}
