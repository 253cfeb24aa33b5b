namespace Alerting.Playground.Session;

/// <summary>A clock that runs at a chosen speed, stops, and can be set forward.</summary>
internal sealed class SessionClock
{
    public const double MaxSpeed = 3600;

    private readonly TimeProvider _wall;
    private DateTimeOffset _at;
    private long _since;

    public SessionClock(TimeProvider wall)
    {
        _wall = wall;
        Set(wall.GetUtcNow());
    }

    /// <summary>Playground seconds per real second; 0 is stopped.</summary>
    public double Speed { get; private set; } = 1;

    public DateTimeOffset Now => _at + _wall.GetElapsedTime(_since) * Speed;

    public void Set(DateTimeOffset time) => (_at, _since) = (time, _wall.GetTimestamp());

    public void Run(double speed)
    {
        Set(Now);
        Speed = Math.Clamp(speed, 0, MaxSpeed);
    }
}
