using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Gives a message the form of one kind of channel, within its limits after encoding and escaping. Pure: the same
/// message makes the same payload.
/// </summary>
public interface IChannelFormat
{
    /// <summary>The receiver kind of the configuration: <c>sms</c>, <c>email</c>, <c>slack</c>.</summary>
    string Channel { get; }

    ChannelCapabilities Capabilities { get; }

    Payload Format(Message message);
}

/// <summary>A channel that is a web service: payloads become requests.</summary>
public interface IHttpChannel : IChannelFormat
{
    /// <summary>
    /// The requests that deliver it, in order. Pure: the same delivery, settings and time make the same requests. Throws
    /// <see cref="SettingException"/> when a setting cannot be used.
    /// </summary>
    IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now);

    /// <summary>Whether the service says where a message of this target stands, so that it is worth to be remembered.</summary>
    bool ReturnsReference(Target target) => false;

    /// <summary>What the service's answer says of where the message now stands; null where it says nothing.</summary>
    ThreadRef? ThreadOf(string answer) => null;
}
