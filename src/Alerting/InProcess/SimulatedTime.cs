namespace Alerting.InProcess;

/// <summary>A clock that moves only by <see cref="MoveTo"/>, to simulate days in milliseconds.</summary>
public sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Ignores a time in the past.</summary>
    public void MoveTo(DateTimeOffset time) => _now = time > _now ? time : _now;
}
