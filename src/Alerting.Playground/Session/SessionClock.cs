namespace Alerting.Playground.Session;

/// <summary>The playground's time: it goes on with the wall clock, or faster, or stands, and can be set forward.</summary>
public sealed class SessionClock
{
    public const double Fastest = 3600;

    private readonly TimeProvider _wall;
    private DateTimeOffset _at;
    private long _since;

    public SessionClock(TimeProvider wall)
    {
        _wall = wall;
        Set(wall.GetUtcNow());
    }

    /// <summary>Seconds of the playground to a real one; 0 stands still.</summary>
    public double Speed { get; private set; } = 1;

    public DateTimeOffset Now => _at + _wall.GetElapsedTime(_since) * Speed;

    public void Set(DateTimeOffset time) => (_at, _since) = (time, _wall.GetTimestamp());

    public void Run(double speed)
    {
        Set(Now);
        Speed = Math.Clamp(speed, 0, Fastest);
    }
}
