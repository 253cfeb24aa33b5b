using Alerting.Silencing;

namespace Alerting.Grouping.Schedule;

/// <summary>What a group waits for whose next wake-up is to look whether its alerts are still inhibited.</summary>
internal sealed class InhibitedWait
{
    private readonly Dictionary<string, Mute> _by = new(StringComparer.Ordinal);

    /// <summary>What inhibits each inhibited alert, by its fingerprint.</summary>
    public IReadOnlyDictionary<string, Mute> By => _by;

    /// <summary>When the group is due for any other reason.</summary>
    public DateTimeOffset OtherWakeUp { get; private set; } = DateTimeOffset.MaxValue;

    public void Add(string fingerprint, Mute mute) => _by[fingerprint] = mute;

    public void WakeBy(DateTimeOffset time) => OtherWakeUp = time < OtherWakeUp ? time : OtherWakeUp;
}
