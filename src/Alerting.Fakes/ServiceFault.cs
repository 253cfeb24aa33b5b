namespace Alerting.Fakes;

/// <summary>A simulated fault.</summary>
public enum ServiceFault
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

/// <summary>The name of each fault.</summary>
public static class ServiceFaultNames
{
    public static string Name(this ServiceFault fault) => fault switch
    {
        ServiceFault.RateLimited => "429",
        ServiceFault.Broken => "500",
        ServiceFault.Slow => "slow",
        ServiceFault.Refusing => "refuse",
        _ => "ok",
    };

    public static ServiceFault? Parse(string? name) => name switch
    {
        "ok" => ServiceFault.None,
        "429" => ServiceFault.RateLimited,
        "500" => ServiceFault.Broken,
        "slow" => ServiceFault.Slow,
        "refuse" => ServiceFault.Refusing,
        _ => null,
    };
}
