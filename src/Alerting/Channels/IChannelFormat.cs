using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Formats messages for one kind of channel, within its limits after encoding and escaping. Pure: the same message gives the
/// same payload.
/// </summary>
public interface IChannelFormat
{
    /// <summary>Its key in the configuration: <c>sms</c>, <c>email</c>, <c>slack</c>.</summary>
    string Channel { get; }

    /// <summary>Its name for people: <c>SMS</c>, <c>e-mail</c>, <c>Slack</c>.</summary>
    string Name { get; }

    ChannelCapabilities Capabilities { get; }

    Payload Format(Message message);

    /// <summary>What people see of a payload, as plain text.</summary>
    string Read(Payload payload) => payload.ToString();
}

/// <summary>A channel that is an HTTP API.</summary>
public interface IHttpChannel : IChannelFormat
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
