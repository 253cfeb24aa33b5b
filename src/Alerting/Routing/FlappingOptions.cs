namespace Alerting.Routing;

/// <summary>
/// An alert flaps when its state changes this often within this time, both ends counted, and until only half as many
/// changes are within it.
/// </summary>
public sealed record FlappingOptions(int Changes, TimeSpan Within)
{
    public static readonly FlappingOptions Never = new(int.MaxValue, TimeSpan.Zero);
}
