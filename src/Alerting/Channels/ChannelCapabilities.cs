namespace Alerting.Channels;

/// <summary>What a channel can do with messages about a group it has been told of.</summary>
/// <param name="Threads">Whether later messages can stand under the first.</param>
/// <param name="Edits">Whether a sent message can be changed; what it needs for that is a <see cref="ThreadRef"/>.</param>
/// <param name="NeedsKey">Whether it holds incidents, which open and close by a key of ours.</param>
/// <param name="Mentions">Whether the configuration's mention can call people there.</param>
/// <param name="OneGroup">Whether an incident there is one group's, so that a digest comes as what each group has to tell.</param>
public sealed record ChannelCapabilities(
    bool Threads = false, bool Edits = false, bool NeedsKey = false, bool Mentions = false, bool OneGroup = false);
