using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>A channel's kit. Each part is a file of the channel's folder.</summary>
public sealed class Channel
{
    internal Channel(ChannelOptions options, IChannelFormat format, IChannelRequests? requests = null) =>
        (Options, Format, Requests) = (options, format, requests);

    public string Key => Options.Key;

    public string Name => Options.Name;

    public ChannelOptions Options { get; }

    internal IChannelFormat Format { get; }

    /// <summary>Null when another protocol than HTTP delivers it, by its own <see cref="ISender"/>.</summary>
    internal IChannelRequests? Requests { get; }

    /// <summary>Whether the service returns a reference to the message, which is then stored.</summary>
    public bool ReturnsReference(Target target) => Requests?.ReturnsReference(target) == true;
}
