using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration;

/// <summary>Every error and note about routes, matchers, inhibit rules and maintenance windows.</summary>
internal static class RouteErrors
{
    public static Finding NeverMatches(string severity, string? meant) => new(nameof(NeverMatches),
        $"No alert has severity \"{severity}\". " +
        $"Write {(meant is null ? "critical, error, warning or info" : $"\"{meant}\"")}.");

    public static Finding DoubtfulValue(string label, string value, string meant) => new(nameof(DoubtfulValue),
        $"No alert has the {label} \"{value}\". {Suggestion.Sentence(meant)}");

    public static Finding UnknownLabel(string label, string meant) => new(nameof(UnknownLabel),
        $"The label \"{label}\" is unknown. {Suggestion.Sentence(meant)}");

    public static Finding MatcherMapping => NotAMatcher(MatcherSyntax.NoMapping);

    public static Finding NotAMatcher(string text) => new(nameof(NotAMatcher), text);

    public static Finding NoRoutes => new(nameof(NoRoutes),
        "routes is empty, so nobody would be notified. Add - to: [receiver].");
    public static Finding NoRoutesKey => new(nameof(NoRoutesKey),
        "routes is missing, so nobody would be notified. Write routes: and below it - to: [receiver].");
    public static Finding NoTo => new(nameof(NoTo),
        "This route notifies nobody. Add to: [receiver], or child routes under routes, or to: [] if that is meant.");
    public static Finding RepeatZero => new(nameof(RepeatZero),
        "repeat cannot be 0. Write a duration such as 4h, or never.");

    public static Finding NotFlapping(string text) => new(nameof(NotFlapping),
        $"\"{text}\" is not a rule for flapping. Write never, or {{ changes: 4, within: 30m }}.");

    public static Finding NoWhen => new(nameof(NoWhen),
        "This inhibit rule has no when, so every alert that mute does not match mutes. To choose which ones do, add " +
        "when: ['severity = \"critical\"'].");

    public static Finding EqualIfMissing(string label, string? meant) => new(nameof(EqualIfMissing),
        $"Two alerts without the label \"{label}\" count as equal, so one can mute the other. " + (meant is null
        ? $"To mute only alerts that have it, add '{Matcher.Create(label, MatcherOperator.NotEqual, "")}' to mute."
        : Suggestion.Sentence(meant)));

    public static Finding Reserved(string kind, string name) => new(nameof(Reserved),
        $"\"{name}\" is reserved for the canary, which tests the pipeline. Name the {kind} otherwise.");

    public static Finding DuplicateRoute(string name, string first) => new(nameof(DuplicateRoute),
        $"Duplicate route name \"{name}\", first used on {first}. A route keeps its state under its name, " +
        "so choose another.");

    public static Finding NoMaintenanceMatch => new(nameof(NoMaintenanceMatch),
        "This maintenance window has no match, so it would silence every alert. Write match: ['service = \"rds\"'].");

    public static Finding DuplicateMaintenance(string name) => new(nameof(DuplicateMaintenance),
        $"Duplicate maintenance window \"{name}\". Choose another name: people see it in reasons.");

    public static Finding HoldOfPages => new(nameof(HoldOfPages),
        "This route takes only pages, and hold never delays a page. Remove hold, or let the route take warnings.");

    public static Finding Contradiction(string label) => new(nameof(Contradiction),
        $"No alert reaches this route: no value of \"{label}\" matches all its matchers, those of the routes above " +
        "it included.");

    public static Finding Unreachable(string place, IReadOnlyList<Matcher> match) => new(nameof(Unreachable),
        $"No alert reaches this route: the one on {place} takes " +
        $"{(match.Count == 0 ? "every alert" : "them all")}. Move this route above it, or add continue: true there.");

    public static Finding NotAllRouted(IEnumerable<string> severities) => new(nameof(NotAllRouted),
        $"Some alerts of severity {string.Join(", ", severities)} may match no route and notify nobody. Add a last " +
        "route with only to: [receiver].");
}
