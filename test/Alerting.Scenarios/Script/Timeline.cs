using System.Runtime.CompilerServices;
using System.Text;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Scenarios.Script;

/// <summary>
/// The events, decisions and notifications of a scenario as readable text, compared with the file in <c>Timelines</c>
/// named after the test. Run with <c>ALERTING_ACCEPT=1</c> to accept changes, then read the diff in git.
/// </summary>
internal sealed class Timeline(WallClock clock)
{
    private const int MaxNames = 3;
    private readonly List<Entry> _entries = [];

    public static string Describe(Notification notification)
    {
        var names = notification.Alerts.Take(MaxNames)
            .Select(alert =>
                $"{alert.Name} ({(alert.IsFiring ? alert.Severity.Name() : "resolved")}{(alert.Signal.Count > 1 ? $" ×{alert.Signal.Count}" : "")})");
        var more = Math.Max(0, notification.Alerts.Count - MaxNames) + notification.More;
        return $"{notification.Kind.Name()} {string.Join(", ", names)}{(more > 0 ? $" and {more} more" : "")}";
    }

    public void Event(DateTimeOffset at, string words) => _entries.Add(new Entry(at, [words]));

    /// <summary>Adds the decisions about the latest event that did not notify at once.</summary>
    public void Decided(TracedAlert traced, DateTimeOffset now)
    {
        foreach (var same in traced.Decisions.GroupBy(decision => (decision.Action, decision.Reason, decision.At)))
        {
            if (same.Key is { Action: DecisionAction.Notify, At: var at } && at <= now)
                continue;
            _entries[^1].Lines.Add("    " + (same.Key.Action switch
            {
                DecisionAction.Suppress => same.Key.Reason.Text,
                DecisionAction.Hold => $"{same.Key.Reason.Text.TrimEnd('.')} until {clock.Show(same.Key.At)}.",
                _ => $"Waits until {clock.Show(same.Key.At)}: {same.Key.Reason}",
            }));
        }
    }

    /// <summary>Receivers of the same notification at the same time share a line.</summary>
    public void Notified(Notification notification)
    {
        var words = Describe(notification);
        if (_entries is [.., { Words: { } last } same] && same.At == notification.At && last == words)
        {
            same.Lines[0] = same.Lines[0].Replace($": {words}", $", {notification.Receiver}: {words}");
            return;
        }
        _entries.Add(new Entry(notification.At, [$"  → {notification.Receiver}: {words}", $"    {notification.Reason}"])
            { Words = words });
    }

    public void ShouldBeAccepted([CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, "Timelines", test + ".txt");
        var text = Text();
        if (Environment.GetEnvironmentVariable("ALERTING_ACCEPT") == "1")
            File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"{path} is missing; accept it with ALERTING_ACCEPT=1");
        text.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"),
            $"Timeline differs from {path}; accept it with ALERTING_ACCEPT=1");
    }

    /// <summary>Entries of one moment that differ only in numbers are collapsed.</summary>
    private string Text()
    {
        var text = new StringBuilder();
        var moment = "";
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            var alike = _entries.Skip(i + 1).TakeWhile(next => next.IsLike(entry)).Count();
            foreach (var line in alike < 3 ? entry.Lines : [.. entry.Lines, $"    … and {alike} more like this"])
            {
                var shown = clock.Show(entry.At);
                text.Append(shown == moment ? new string(' ', shown.Length) : shown).Append("  ").Append(line)
                    .Append('\n');
                moment = shown;
            }
            i += alike < 3 ? 0 : alike;
        }
        return text.ToString();
    }

    private sealed record Entry(DateTimeOffset At, List<string> Lines)
    {
        /// <summary>Set for a notification.</summary>
        public string? Words { get; init; }

        public bool IsLike(Entry other) => At == other.At && Lines.Count == other.Lines.Count
            && Lines.Zip(other.Lines).All(pair => WithoutNumbers(pair.First) == WithoutNumbers(pair.Second));

        private static string WithoutNumbers(string line) => new([.. line.Where(c => !char.IsAsciiDigit(c))]);
    }
}
