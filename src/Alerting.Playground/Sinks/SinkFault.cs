namespace Alerting.Playground.Sinks;

/// <summary>How a service has been told to misbehave.</summary>
public enum SinkFault
{
    None,

    /// <summary>Asks to be left alone for half a minute: 429 with <c>Retry-After</c>, and what other wires have for it.</summary>
    RateLimited,

    /// <summary>Is broken: 500.</summary>
    Broken,

    /// <summary>Answers after the sender has given up waiting.</summary>
    Slow,

    /// <summary>Will never take it: the webhook is gone, the number unknown.</summary>
    Refusing,
}

/// <summary>The spelling in the page and its requests.</summary>
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
