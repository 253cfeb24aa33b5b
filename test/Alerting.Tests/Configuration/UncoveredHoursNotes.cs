using Alerting.Configuration.Advice;
using NodaTime;

namespace Alerting.Tests.Configuration;

/// <summary>Hours in which a page falls to nobody.</summary>
public class UncoveredHoursNotes
{
    private static readonly Instant Wednesday = Instant.FromUtc(2026, 11, 11, 12, 0);

    [Theory]
    // Only by day.
    [InlineData("[{ match: ['severity =~ \"error|critical\"'], to: chat, active: day }, { to: chat }]",
        "critical error, 2026-11-11T18:00:00Z to 2026-11-12T08:00:00Z, 5 times")]
    [InlineData("[{ to: chat, mute: nights }]",
        "critical error, 2026-11-11T22:00:00Z to 2026-11-12T06:00:00Z, 7 times")]
    // Somebody else by night, by a route that goes on.
    [InlineData("[{ to: chat, active: rest, continue: true }, { to: chat, active: day }]", null)]
    [InlineData("[{ to: chat, active: day, continue: true }, { to: chat }]", null)]
    // A parent without a child for it, and a child that inherits.
    [InlineData("[{ to: chat, active: day, routes: [{ match: ['name = \"a\"'], to: chat, active: [] }] }]",
        "critical error, 2026-11-11T18:00:00Z to 2026-11-12T08:00:00Z, 5 times")]
    [InlineData("[{ match: ['severity = \"critical\"'], to: chat, routes: [{ match: ['tag_team = \"web\"'], mute: [rest] }] }]",
        "critical, 2026-11-11T18:00:00Z to 2026-11-12T08:00:00Z, 5 times")]
    // Warnings may wait, a short patch night is meant, and a route for nobody is one.
    [InlineData("[{ match: ['severity = \"warning\"'], to: chat, active: day }, { to: chat }]", null)]
    [InlineData("[{ to: chat, mute: patch-night }]", null)]
    [InlineData("[{ match: ['tag_env = \"dev\"'], to: [], active: day }, { to: chat }]", null)]
    [InlineData("[{ to: chat, hold: day }]", null)]
    public void Are_found(string routes, string? found)
    {
        var config = Load.Valid($$"""
            time_intervals:
              day: { days: mon-fri, from: "08:00", to: "18:00" }
              rest: [{ days: mon-fri, from: "18:00", to: "08:00" }, { days: [sat, sun] }, { days: mon, to: "08:00" }]
              nights: { from: "22:00", to: "06:00" }
              patch-night: { days: sun, from: "02:00", to: "04:00" }
            receivers: { chat: { sns: "arn:aws:sns:eu-west-1:123456789012:a" } }
            routes: {{routes}}
            """);

        var notes = UncoveredHours.Of(config, Wednesday).Select(hours =>
            $"{string.Join(' ', hours.Severities).ToLowerInvariant()}, {hours.From} to {hours.To}, {hours.Times} times");

        notes.ShouldBe(found is null ? [] : [found]);
    }
}
