using Alerting.Cli.Deployments;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Configuration.Advice;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Cli;

/// <summary>What <c>check</c> says about URLs that the deployed stack will not request.</summary>
internal static class CheckAdvice
{
    /// <summary>Hours in which pages notify nobody, from now on.</summary>
    public static ConfigResult AddUncovered(ConfigResult result, string file, DateTimeOffset now) =>
        result.Config is not { } config ? result : result with
        {
            Notes = [.. result.Notes, .. UncoveredHours.Of(config, Instant.FromDateTimeOffset(now)).Select(hours =>
                new ConfigMessage(hours.Route.Source ?? file, hours.Route.Line, hours.Route.Column,
                    Sentence(hours, config, now)) { Code = nameof(UncoveredHours) })],
        };

    private static string Sentence(UncoveredHours hours, AlertingConfig config, DateTimeOffset now)
    {
        var others = hours.Times switch { 1 => "", 2 => " and 1 more time", var all => $" and {all - 1} more times" };
        var severities = string.Join(" and ", hours.Severities.Select(severity => severity.Name()));
        var key = hours.Route.Active.Count > 0 ? "active" : "mute";
        return $"Nobody is notified of {severities} alerts of this route from {Time(hours.From)} until " +
            $"{Time(hours.To)}{others} within 7 days, because of {key}. Add a route with continue: true above it " +
            $"that takes them then, or remove {key}.";

        string Time(Instant time) => AlertTimes.Moment(time.ToDateTimeOffset(), config.TimeZone, now);
    }

    /// <param name="environments">Those of <c>samconfig.toml</c> that deploy with the parameter Checks off.</param>
    public static ConfigResult Add(ConfigResult result, string file, IReadOnlyList<string> environments)
    {
        if (result.Config is not { Checks.Count: > 0 } || environments.Count == 0)
            return result;
        return result with
        {
            Notes = [.. result.Notes, new ConfigMessage(file, 1, 1,
                $"Nothing requests the URLs under checks: {SamConfig.FileName} deploys without Checks=on " +
                $"({string.Join(", ", environments)}). Add it to parameter_overrides.") { Code = "ChecksOff" }],
        };
    }
}
