using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>The HTTP API of one channel.</summary>
internal interface IChannelRequests
{
    /// <summary>
    /// The requests that deliver it, in order. Pure. Throws <see cref="SettingException"/> when a setting is not valid.
    /// </summary>
    IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now);

    /// <summary>Whether the service returns a reference to the message, which is then stored.</summary>
    bool ReturnsReference(Target target) => false;

    /// <summary>The message's reference in the service's response, or null.</summary>
    ThreadRef? ThreadOf(string answer) => null;
}
