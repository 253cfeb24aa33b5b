namespace Alerting.Channels;

/// <summary>Puts payloads onto one kind of wire: HTTP, SMTP, or AWS's SNS.</summary>
public interface ISender
{
    /// <summary>Whether this sender serves the channel.</summary>
    bool Serves(string channel);

    /// <summary>
    /// Sends once, by settings whose secrets are already read. What the other side does or does not do is a verdict,
    /// never an exception.
    /// </summary>
    Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation);
}
