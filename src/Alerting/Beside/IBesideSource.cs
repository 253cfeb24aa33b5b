using Alerting.Notifications;

namespace Alerting.Beside;

/// <summary>One kind of thing that comes beside a page.</summary>
public interface IBesideSource
{
    /// <summary>For the record: <c>changes</c>, <c>likely cause</c>, <c>graph</c>.</summary>
    string Name { get; }

    /// <summary>Empty if there is nothing. Throws <see cref="BesideException"/> if it could not be had.</summary>
    Task<BesideContent> GatherAsync(Notification page, CancellationToken cancellation);
}

/// <param name="message">Follows a colon: lower case, no full stop, and no secret.</param>
public sealed class BesideException(string message) : Exception(message)
{
    /// <summary>Whether people should read it in the message, because they can do something about it.</summary>
    public bool IsShown { get; init; }
}
