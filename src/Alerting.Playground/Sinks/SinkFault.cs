namespace Alerting.Playground.Sinks;

/// <summary>A simulated fault.</summary>
public enum SinkFault
{
    None,

    /// <summary>429 with <c>Retry-After</c>, or the protocol's equivalent.</summary>
    RateLimited,

    /// <summary>500.</summary>
    Broken,

    /// <summary>Answers after the sender timed out.</summary>
    Slow,

    /// <summary>Permanent: the webhook is gone, the number unknown.</summary>
    Refusing,
}

/// <summary>The names in requests of the page.</summary>
public static class SinkFaultNames
{
    public static string Name(this SinkFault fault) => fault switch
    {
        SinkFault.RateLimited => "429",
        SinkFault.Broken => "500",
        SinkFault.Slow => "slow",
        SinkFault.Refusing => "refuse",
        _ => "ok",
    };

    public static SinkFault? Parse(string? name) => name switch
    {
        "ok" => SinkFault.None,
        "429" => SinkFault.RateLimited,
        "500" => SinkFault.Broken,
        "slow" => SinkFault.Slow,
        "refuse" => SinkFault.Refusing,
        _ => null,
    };
}
