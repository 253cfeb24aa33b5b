using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Writes messages for one channel, within its limits after encoding and escaping. Pure: the same message gives the
/// same payload.
/// </summary>
internal interface IChannelFormat
{
    Payload Write(Message message);

    /// <summary>What people see of a payload, as plain text.</summary>
    string Read(Payload payload) => payload.ToString();

    /// <summary>Whether its messages carry a key of ours, by which the receiver opens and closes an incident.</summary>
    bool HasIncidents => false;

    /// <summary>Whether an incident there is about one group: each group gets its own message, and no digest.</summary>
    bool IsPager => false;
}
