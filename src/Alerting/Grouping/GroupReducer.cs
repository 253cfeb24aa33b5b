using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>What a message does to a group: a pure function of the state, the message, the time and what is around.</summary>
public sealed class GroupReducer(GroupRules rules)
{
    public GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, Surroundings around)
    {
        // The rules follow one by one.
        return new GroupStep(state with { WakeUp = null }) { HasChanged = rules.Inhibit.Count > 0 };
    }
}
