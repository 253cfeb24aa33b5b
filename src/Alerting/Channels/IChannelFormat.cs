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

    Payload Format(Message message);
}
