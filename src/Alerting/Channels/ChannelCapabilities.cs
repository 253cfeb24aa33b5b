namespace Alerting.Channels;

/// <summary>How a channel handles later messages about a group.</summary>
/// <param name="Threads">Later messages can reply to the first one.</param>
/// <param name="Edits">A sent message can be edited, by its <see cref="ThreadRef"/>.</param>
/// <param name="NeedsKey">It has incidents, which open and close by a key of ours.</param>
/// <param name="Mentions">The configured mention can notify people there.</param>
/// <param name="OneGroup">An incident there is about one group, so each group gets its own message instead of a digest.</param>
public sealed record ChannelCapabilities(
    bool Threads = false, bool Edits = false, bool NeedsKey = false, bool Mentions = false, bool OneGroup = false);
