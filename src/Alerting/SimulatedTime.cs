namespace Alerting;

/// <summary>A clock that stands until it is moved: nights pass in milliseconds.</summary>
public sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves it forward; it never goes back.</summary>
    public void MoveTo(DateTimeOffset time) => _now = time > _now ? time : _now;
}
