using Alerting.Cli.Incidents;

namespace Alerting.Cli.Status;

/// <summary>A deployment at a glance.</summary>
/// <param name="Open">The open incidents, those that nobody answered first.</param>
/// <param name="Down">Heartbeats that are missing and checks that fail, each with its moment.</param>
internal sealed record PipelineStatus(
    IReadOnlyList<QueueStatus> Queues, IReadOnlyList<DeployedIncident> Open, int ActiveSilences,
    IReadOnlyList<DownSince> Down)
{
    public int Unanswered => Open.Count(each => each.IsPage && !each.Incident.IsAnswered);

    /// <summary>The problems of the pipeline itself, each with the command that helps; empty when it is healthy.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. Queues.Where(queue => queue is { IsForDeadLetters: true, Waiting: > 0 }).Select(queue =>
            $"{Count(queue.Waiting, "dead letter")} in the {queue.Noun}: see 'alerting dead list" +
            $"{(queue.IsMain ? "" : $" --queue {queue.Url}")}'."),
        .. Queues.Where(queue => queue is { IsForDeadLetters: false, IsBehind: true }).Select(queue =>
            $"{Count(queue.Waiting, "message")} {(queue.Waiting == 1 ? "waits" : "wait")} in the {queue.Noun}: the " +
            "function that reads it is behind or fails. Look at its log."),
    ];

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number:N0} {noun}s";
}

/// <param name="InFlight">Received by a function and not finished.</param>
/// <param name="Delayed">Due later: retries and wake-ups.</param>
internal sealed record QueueStatus(string Noun, string Url, int Waiting, int InFlight, int Delayed)
{
    /// <summary>More than the functions take at once: they do not keep up.</summary>
    private const int MostWaiting = 100;

    public bool IsForDeadLetters { get; init; }

    /// <summary>Whether <c>dead list</c> reads it without being asked to.</summary>
    public bool IsMain { get; init; }

    public bool IsBehind => Waiting > MostWaiting;
}

/// <param name="Noun">Such as <c>heartbeat nightly-backup</c>.</param>
internal sealed record DownSince(string Noun, DateTimeOffset? Since, string? Problem);
