using System.Collections.Frozen;

namespace Alerting.Sources.Generic;

/// <summary>The meaning of a state.</summary>
internal enum StateKind
{
    /// <summary>It goes on until an event ends it.</summary>
    Firing,

    /// <summary>A run ended badly; the next one that succeeds ends it.</summary>
    Failed,

    NoData,

    /// <summary>Somebody did something about it, which changes nothing.</summary>
    Notice,

    Resolved,

    /// <summary>A run ended well.</summary>
    Succeeded,
}

/// <summary>Words that monitoring systems use for firing and resolved, alone and in phrases.</summary>
internal static class StateWords
{
    private const int LongestPhrase = 60;
    private const int MaxTokens = 6;

    private static readonly FrozenDictionary<string, StateKind> Kinds = Read(
        (StateKind.Resolved, """
            resolved resolve ok okay closed close recovered recovery cleared clear normal healthy up green fixed ended
            inactive available online solved restored mitigated recover operational resolves closes reachable end
            reporting compliant
            """),
        (StateKind.Succeeded, """
            success succeeded successful successfully completed complete pass passing passed ready applied finished succeed done
            """),
        (StateKind.Firing, """
            firing alerting alarm alert problem triggered trigger open opened active new down critical warning warn
            degraded unhealthy red yellow unavailable offline pending started fired fire reopened raised
            breached violated exceeded unresolved ongoing investigating identified unreachable crit unknown_problem
            flapping escalated trouble abnormal anomalous activated start worse drifted outofsync
            missed late stalled unstable outage noncompliant violating
            """),
        (StateKind.Failed, """
            failed failure failing error errored errors timeout timed crashed broken fatal faulted aborted exception fail
            """),
        (StateKind.Notice, """
            acknowledged acknowledgement acknowledge acked ack unacknowledged unacknowledge assigned unassigned
            reassigned snoozed unsnoozed commented annotated downtimestart downtimeend downtimestop downtimecancelled
            paused unpaused muted unmuted suppressed silenced cancelled canceled skipped flappingstart flappingstop flappingend flappingdisabled
            """),
        (StateKind.NoData, "nodata insufficientdata missing unknown undetermined missingdata"));

    private static readonly FrozenSet<string> Phrases = FrozenSet.ToFrozenSet(
        ["no data", "no_data", "no-data", "insufficient data", "insufficient_data", "missing data", "missing_data"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>They end an alert wherever they stand in a phrase: <c>ResolvedCritical</c>.</summary>
    private static readonly FrozenSet<string> Ends = FrozenSet.ToFrozenSet(
        ["resolved", "resolve", "recovered", "recovery", "cleared", "closed", "close", "fixed", "ended", "end"]);

    /// <summary>As the type of an event they are its kind, and no state.</summary>
    private static readonly FrozenSet<string> Types =
        FrozenSet.ToFrozenSet(["alert", "alarm", "problem", "trigger", "error", "exception", "new", "active"]);

    private static readonly FrozenSet<string> TypeEnds = FrozenSet.ToFrozenSet([.. Ends, "up", "ok", "okay", "solved"]);

    private static readonly FrozenSet<string> Negations = FrozenSet.ToFrozenSet(["not", "no", "non", "un", "never"]);

    /// <summary>A failure for people, too, where the event has no severity of its own.</summary>
    private static readonly FrozenSet<string> Failures = FrozenSet.ToFrozenSet(
        ["down", "unhealthy", "unavailable", "offline", "alarm", "unreachable", "outage"]);

    public static bool IsKnown(string word) => KindOf(word) is not null;

    /// <summary>Finished, with or without success, also <c>build.finished</c>.</summary>
    public static bool IsFinished(string? word) => word is { Length: <= LongestPhrase }
        && Tokens(word) is [.., "completed" or "complete" or "ended" or "finished" or "done"] and { Count: <= 3 };

    /// <summary>Neither firing nor resolved.</summary>
    public static bool HasNoData(string? word) => word is not null && KindOf(word) == StateKind.NoData;

    public static bool IsResolved(string? word) =>
        word is not null && KindOf(word) is StateKind.Resolved or StateKind.Succeeded;

    /// <summary>
    /// Whether the type of an event is a state: <c>incident.resolved</c> ends, while the <c>Normal</c> of Kubernetes
    /// and an <c>active</c> check say nothing about an alert.
    /// </summary>
    public static bool IsKnownType(string word)
    {
        if (KindOf(word) is not { } kind || Tokens(word) is not [.., var last] tokens)
            return false;
        return kind == StateKind.Resolved
            ? tokens.Exists(TypeEnds.Contains)
            : kind != StateKind.NoData && Kinds.ContainsKey(last) && (tokens.Count > 1 || !Types.Contains(last))
                && last is not ("alert" or "alarm" or "problem");
    }

    /// <summary>A single word, not a phrase.</summary>
    public static bool IsResolvedWord(string word) => Kinds.TryGetValue(word.Trim().ToLowerInvariant(), out var kind)
        && kind is StateKind.Resolved or StateKind.Succeeded;

    /// <summary>Whether the text is a state and nothing else.</summary>
    public static bool IsWord(string text) => Kinds.ContainsKey(text.Trim().ToLowerInvariant());

    /// <summary>Whether it only informs: an acknowledgement, a comment.</summary>
    public static bool IsNotice(string? word) => word is not null && KindOf(word) == StateKind.Notice;

    public static bool IsOutcome(string? word) =>
        word is not null && KindOf(word) is StateKind.Failed or StateKind.Succeeded;

    /// <summary>Whether somebody is woken for this state if the event does not say how severe it is.</summary>
    public static bool IsFailure(string? word) => word is not null
        && (KindOf(word) == StateKind.Failed
            || (KindOf(word) == StateKind.Firing && Tokens(word) is var tokens && tokens.Exists(Failures.Contains)));

    /// <summary>Null for a word that is not known.</summary>
    public static StateKind? KindOf(string word)
    {
        var trimmed = word.Trim();
        if (trimmed.Length is 0 or > LongestPhrase)
            return null;
        if (Phrases.Contains(trimmed))
            return StateKind.NoData;
        if (Kinds.TryGetValue(trimmed.ToLowerInvariant(), out var kind))
            return kind;
        return Tokens(trimmed) is { Count: > 0 and <= MaxTokens } tokens ? Phrase(tokens) : null;
    }

    private static StateKind? Phrase(List<string> tokens)
    {
        StateKind? last = null;
        var isPartial = tokens[0] is "partially" or "partial" || tokens is [.., "with", "issues" or "warnings"];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!Kinds.TryGetValue(tokens[i], out var kind))
            {
                if (tokens[i] == "responding" && i > 0 && Negations.Contains(tokens[i - 1]))
                    last = StateKind.Failed;
                continue;
            }
            // "Failed to recover" and "unable to resolve" say what did not happen.
            if (i > 1 && tokens[i - 1] == "to" && (tokens[i - 2] == "unable" || Fails(tokens, i - 2)))
                kind = StateKind.Failed;
            else if (i > 0 && (Negations.Contains(tokens[i - 1]) || (tokens[i - 1] == "longer" && i > 1)))
                kind = kind is StateKind.Resolved or StateKind.Succeeded ? StateKind.Firing : StateKind.Resolved;
            else if (Ends.Contains(tokens[i]) && !Fails(tokens, i + 1))
                return StateKind.Resolved;
            last = kind;
        }
        return isPartial && last == StateKind.Succeeded ? StateKind.Firing : last;
    }

    private static bool Fails(List<string> tokens, int next) =>
        next < tokens.Count && Kinds.TryGetValue(tokens[next], out var kind) && kind == StateKind.Failed;

    /// <summary><c>ALERT_RECOVERY</c>, <c>alarm-cleared</c>, <c>uptimeCheckFailed</c> and <c>✅ Up</c> in words.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && char.IsLetter(text[i]);
            var isNew = isLetter && start >= 0 && char.IsUpper(text[i]) && char.IsLower(text[i - 1]);
            if (start >= 0 && (!isLetter || isNew))
            {
                tokens.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
            if (isLetter && start < 0)
                start = i;
        }
        return tokens;
    }

    private static FrozenDictionary<string, StateKind> Read(params ReadOnlySpan<(StateKind Kind, string Words)> groups)
    {
        var kinds = new Dictionary<string, StateKind>();
        foreach (var (kind, words) in groups)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                kinds[word] = kind;
        }
        return kinds.ToFrozenDictionary();
    }
}
