namespace Alerting.Channels;

/// <summary>Sends payloads over one protocol: HTTP, SMTP or SNS.</summary>
public interface ISender
{
    bool Serves(string channel);

    /// <summary>Sends once. A failure of the other side is a verdict, never an exception.</summary>
    /// <param name="settings">With secrets already read.</param>
    Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation);
}
