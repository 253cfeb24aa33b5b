using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>The team of the scenarios: a phone, an inbox and a chat room in London.</summary>
internal static class Team
{
    public const string People = """
        timezone: Europe/London
        time_intervals:
          business-hours: { days: mon-fri, from: "08:00", to: "18:00" }
        receivers:
          phone: { sms: ["+442079460000"] }
          inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }

        """;

    /// <summary>
    /// As shipped: pages to all, warnings held outside business hours, everything else to the chat room.
    /// </summary>
    public static Scenario AsShipped(string start = "2026-11-13", string extra = "") => new(People + $$"""
        routes:
          - name: pages
            match: ['severity =~ "critical|error"']
            to: [phone, inbox, chat]
          - name: warnings
            match: ['severity = "warning"']
            to: [inbox, chat]
            hold: business-hours
          - name: news
            to: [chat]
        {{extra}}
        """, start);

    /// <summary>One group for each service, all severities on one route.</summary>
    public static Scenario ByService(string extra = "", string start = "2026-11-13") => new(People + $$"""
        routes:
          - name: all
            to: [phone, chat]
            group_by: [service]
        {{extra}}
        """, start);

    public static Scenario With(string routes, string start = "2026-11-13") => new(People + routes, start);
}
