using System.Globalization;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Delivering;

/// <summary>
/// Random stories of a receiver with a rate limit: groups with many alerts, of which a message lists five; reminders,
/// digests, floods, and messages that come twice.
/// </summary>
public sealed partial class RateLimitPromiseTests
{
    [Fact]
    public void Ends_are_sent_exactly_for_what_was_notified_and_notices_are_true() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 30], Gen.Int[0, 7]).Array[0, 150].Sample(steps =>
        {
            var story = new Story();
            foreach (var (what, group, alerts, minutes) in steps)
                story.Step(what, group, alerts, minutes);
            story.End();
        }, iter: 300);

    [Fact]
    public void A_flood_keeps_them_true()
    {
        var story = new Story();
        for (var group = 0; group < 3000; group++)
            story.Step(0, group, group % 13, group % 20 == 0 ? 1 : 0);
        story.End();
    }

    private sealed partial class Story
    {
        private const int Listed = 5;

        private static readonly RateLimitedReceiver Phone =
            new("phone", new RateLimit(3, TimeSpan.FromMinutes(30))) { HasPager = true };

        private readonly Dictionary<int, List<string>> _open = [];
        private readonly HashSet<string> _notified = [];
        private readonly HashSet<string> _forFallback = [];
        private readonly HashSet<string> _opened = [];
        private readonly List<Notification> _repeatable = [];
        private RateLimitLedger _ledger = RateLimitLedger.Empty;
        private DateTimeOffset _now = Some.Time;
        private int _sequence;
        private int _dropped;
        private DateTimeOffset? _fullUntil;

        public void Step(int what, int group, int alerts, int minutes)
        {
            _now = _now.AddMinutes(minutes);
            if (!_open.TryGetValue(group, out var open))
                _open[group] = open = [];
            switch (what)
            {
                case <= 3:
                    Fire(group, open, alerts + 1);
                    break;
                case 4 when open.Count > 0:
                    Decide(group, NotificationKind.Reminder, open);
                    break;
                case 5 when _open.Values.Sum(each => each.Count) > 0:
                    Decide(99, NotificationKind.Digest, [.. _open.Values.SelectMany(each => each)]);
                    break;
                case 6 when _repeatable.Count > 0:
                    Again(_repeatable[alerts % _repeatable.Count]);
                    break;
                case 7 or 8 when open.Count > 0:
                    Resolve(group, open, Math.Min(open.Count, alerts + 1));
                    break;
            }
        }

        public void End()
        {
            foreach (var (group, open) in _open)
            {
                if (open.Count > 0)
                    Resolve(group, open, open.Count);
            }
            _notified.ShouldBeEmpty("no end is missing");
            _forFallback.ShouldBeEmpty("no end is missing for the fallback");
            _opened.ShouldBeEmpty("no pager's incident is left open");
        }

        private void Fire(int group, List<string> open, int count)
        {
            string[] names = [.. Enumerable.Range(0, count).Select(_ => $"{group}-{_sequence++:0000}")];
            open.AddRange(names);
            Decide(group, NotificationKind.Firing, names);
        }

        private void Decide(int group, NotificationKind kind, IReadOnlyList<string> names)
        {
            var message = Message(group, kind, names);
            var decision = RateLimitDecision.Of(Phone, _ledger, message, _now);
            _ledger = decision.Ledger;
            if (kind != NotificationKind.Digest && _fullUntil is { } until)
            {
                if (_now < until)
                    decision.Action.ShouldNotBe(RateLimitAction.Send, "the notice said until when");
                else
                    _fullUntil = null;
            }
            if (decision.Sent is { } sent)
            {
                _notified.UnionWith(names);
                if (kind != NotificationKind.Digest)
                    _opened.Add(sent.IncidentId);
                Read(sent.Note);
            }
            else
            {
                _dropped++;
                _forFallback.UnionWith(names);
            }
            if (kind == NotificationKind.Firing)
                _repeatable.Add(message);
        }

        private void Again(Notification message)
        {
            var again = RateLimitDecision.Of(Phone, _ledger, message, _now);
            again.Ledger.ShouldBeSameAs(_ledger);
        }

        private void Resolve(int group, List<string> open, int count)
        {
            string[] names = [.. open.Take(count)];
            open.RemoveRange(0, count);
            var message = Message(group, NotificationKind.Resolved, names) with { StillFiring = open.Count };
            var decision = RateLimitDecision.Of(Phone, _ledger, message, _now);
            var retry = RateLimitDecision.Of(Phone, decision.Ledger, message, _now);
            (retry.Sent?.Id, retry.Sent?.Note, retry.ForFallback?.Id)
                .ShouldBe((decision.Sent?.Id, decision.Sent?.Note, decision.ForFallback?.Id), "a retry is the same");
            _ledger = decision.Ledger;
            Ended(names, decision.Sent is { IsForPagers: false } sent ? sent : null, _notified);
            Ended(names, decision.ForFallback, _forFallback);
            Read(decision.Sent?.Note);
            if (open.Count == 0 && _opened.Remove(message.IncidentId))
                decision.Sent.ShouldNotBeNull("the pager's incident is closed");
            if (open.Count == 0)
                _open[group] = [];
        }

        private static void Ended(string[] names, Notification? told, HashSet<string> expected)
        {
            string[] ends = [.. names.Where(expected.Contains)];
            ((told?.Alerts.Count ?? 0) + (told?.More ?? 0)).ShouldBe(ends.Length);
            foreach (var alert in told?.Alerts.Where(alert => alert.Name != "further alerts") ?? [])
                ends.ShouldContain(alert.Name);
            expected.ExceptWith(ends);
        }

        private void Read(string? note)
        {
            if (note is null)
                return;
            var said = Dropped().Match(note);
            (said.Success ? int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture) : 0).ShouldBe(_dropped);
            _dropped = 0;
            if (Until().Match(note) is { Success: true } until)
            {
                _fullUntil = _now.Date + TimeSpan.Parse(until.Groups[1].Value, CultureInfo.InvariantCulture);
                if (_fullUntil < _now)
                    _fullUntil += TimeSpan.FromDays(1);
            }
        }

        private Notification Message(int group, NotificationKind kind, IReadOnlyList<string> names) => Some.Notification([
            .. names.Take(Listed).Select(name => Alert(name, kind))]) with
        {
            Id = Fingerprint.Of($"{kind} {_sequence++}"),
            GroupKey = $"group-{group}",
            // One incident per group at a time: its first alert names it.
            IncidentId = $"{group}",
            Kind = kind,
            More = Math.Max(0, names.Count - Listed),
            Unlisted = FingerprintSet.Of(names.Skip(Listed).Select(name => Alert(name, kind).Fingerprint)),
        };

        private static Alert Alert(string name, NotificationKind kind) => Some.Alert(Some.Signal(name) with
            { Status = kind == NotificationKind.Resolved ? AlertStatus.Resolved : AlertStatus.Firing });

        [GeneratedRegex("([0-9]+) messages? w")]
        private static partial Regex Dropped();

        [GeneratedRegex("until (?:.* )?([0-9]{2}:[0-9]{2}) UTC")]
        private static partial Regex Until();
    }
}
