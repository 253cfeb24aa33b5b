namespace Alerting.Tests.Configuration;

/// <summary>What is valid, and probably not meant.</summary>
public class Advice
{
    private const string Receivers =
        "receivers: { chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:a\" } }\n";

    private static readonly string AnyRoute = $"{Receivers}routes: [{{ to: chat }}]\n";

    [Theory]
    [InlineData("sevrity = \"error\"", "severity")]
    [InlineData("Severity = \"error\"", "severity")]
    [InlineData("acount = \"123456789012\"", "account")]
    [InlineData("regoin =~ \"eu-.*\"", "region")]
    [InlineData("log-group = \"/a\"", "log_group")]
    [InlineData("dimension_QueueName = \"a\"", "dim_QueueName")]
    [InlineData("tags_team = \"a\"", "tag_team")]
    [InlineData("team = \"a\"", null)]
    [InlineData("tag_sevrity = \"a\"", null)]
    [InlineData("source_ip = \"10.0.0.1\"", null)]
    [InlineData("instance = \"a\"", null)]
    [InlineData("namespace = \"a\"", null)]
    [InlineData("env = \"a\"", null)]
    public void Names_the_label_that_was_meant(string matcher, string? meant)
    {
        string[] expected = meant is null
            ? []
            : [$"The label \"{matcher[..matcher.IndexOf(' ')]}\" is unknown. Did you mean \"{meant}\"?"];

        Notes($"{Receivers}routes: [{{ match: ['{matcher}'], to: chat }}, {{ to: chat }}]").ShouldBe(expected);
        Notes($"{AnyRoute}severity: [{{ match: ['{matcher}'], severity: info }}]").ShouldBe(expected);
        Notes($"{AnyRoute}logs: {{ rules: [{{ match: ['{matcher}'], min_severity: info }}] }}").ShouldBe(expected);
    }

    [Theory]
    [InlineData("source = \"cloudwatch_alarm\"", "cloudwatch-alarm")]
    [InlineData("source = \"CloudWatch\"", "cloudwatch-alarm")]
    [InlineData("source =~ \"prometheus|grafana\"", "alertmanager")]
    [InlineData("source != \"aws.guardduty\"", "guardduty")]
    [InlineData("source = \"alertmanger\"", "alertmanager")]
    [InlineData("source = \"my-scripts\"", null)]
    [InlineData("source = \"goalert\"", null)]
    [InlineData("source = \"sensor\"", null)]
    [InlineData("region = \"eu-west1\"", "eu-west-1")]
    [InlineData("region = \"EU-West-1\"", "eu-west-1")]
    [InlineData("region = \"ap_southeast_2\"", "ap-southeast-2")]
    [InlineData("region = \"us-gov-west-1\"", null)]
    [InlineData("region = \"us-east1\"", null)]
    [InlineData("region = \"europe-west1\"", null)]
    [InlineData("region = \"westeurope\"", null)]
    [InlineData("region = \"global\"", null)]
    [InlineData("account = \"1234-5678-9012\"", "123456789012")]
    [InlineData("account = \"12345678901\"", "012345678901")]
    [InlineData("account = \"123456789012\"", null)]
    [InlineData("account = \"prod\"", null)]
    [InlineData("tag_region = \"eu-west1\"", null)]
    public void Names_the_value_that_was_meant(string matcher, string? meant)
    {
        var notes = Notes($"{Receivers}routes: [{{ match: ['{matcher}'], to: chat }}, {{ to: chat }}]");

        if (meant is null)
            notes.ShouldBeEmpty();
        else
            notes.ShouldHaveSingleItem().ShouldEndWith($"Did you mean \"{meant}\"?");
    }

    [Theory]
    [InlineData("chat", "also the name of a person")]
    [InlineData("other", null)]
    public void Notes_a_receiver_that_has_the_name_of_a_person(string person, string? note)
    {
        var notes = Notes($"{AnyRoute}people: {{ {person}: {{ sms: '+447700900001' }} }}");

        if (note is null)
            notes.ShouldBeEmpty();
        else
            notes.ShouldHaveSingleItem().ShouldContain(note);
    }

    [Fact]
    public void Names_the_label_of_a_group_that_was_meant() =>
        Notes($"{AnyRoute}defaults: {{ group_by: [account, nmae] }}")
            .ShouldBe(["The label \"nmae\" is unknown. Did you mean \"name\"?"]);

    [Theory]
    [InlineData("\"012345678901\"", false)]
    [InlineData("'012345678901'", false)]
    [InlineData("012345678901", true)]
    [InlineData("123456789012", true)]
    public void An_account_number_needs_quotes(string key, bool isNoted) =>
        Notes($"{AnyRoute}accounts: {{ {key}: prod }}").ShouldBe(isNoted
            ? [$"Without quotes, other YAML tools read {key} as a number and may change it. Write \"{key}\"."] : []);

    [Theory]
    [InlineData("eror|critical", "No alert has severity \"eror\". Write \"error\".")]
    [InlineData("(critical|high)", "No alert has severity \"high\". Write \"error\".")]
    [InlineData("critical|page", "No alert has severity \"page\". Write \"error\".")]
    [InlineData("^(p1|error)$", "No alert has severity \"p1\". Write \"critical\".")]
    [InlineData("error|critical", null)]
    [InlineData("err.*|crit.*", null)]
    [InlineData("(?i:error)", null)]
    public void Finds_a_severity_that_no_alert_has_inside_a_pattern(string pattern, string? note) =>
        Notes($"{Receivers}routes: [{{ match: ['severity =~ \"{pattern}\"'], to: chat }}, {{ to: chat }}]")
            .ShouldBe(note is null ? [] : [note]);

    [Theory]
    [InlineData("[{ match: ['severity = \"error\"', 'severity = \"warning\"'], to: chat }, { to: chat }]", "severity")]
    [InlineData("[{ match: ['team = \"a\"'], to: chat, routes: [{ match: ['team = \"b\"'], to: chat }] }, { to: chat }]",
        "team")]
    [InlineData("[{ match: ['severity !~ \"critical|error|warning|info\"'], to: chat }, { to: chat }]", "severity")]
    public void Finds_a_route_whose_matchers_contradict_each_other(string routes, string label) =>
        Notes($"{Receivers}routes: {routes}").ShouldBe(
        [
            $"No alert reaches this route: no value of \"{label}\" matches all its matchers, those of the routes " +
            "above it included.",
        ]);

    [Theory]
    [InlineData("'severity =~ \"error|critical\"'", "'severity = \"error\"', 'service = \"a\"'", true)]
    [InlineData("'team =~ \"a.*\"'", "'team =~ \"ab|ac\"'", true)]
    [InlineData("'team = \"a\"'", "'team = \"a\"', 'env = \"b\"'", true)]
    [InlineData("'severity != \"info\"'", "'severity = \"warning\"'", true)]
    [InlineData("'severity = \"error\"'", "'severity =~ \"error|critical\"'", false)]
    [InlineData("'team = \"a\"'", "'severity = \"error\"'", false)]
    [InlineData("'team =~ \"a.*\"'", "'team =~ \"a?b\"'", false)]
    public void Finds_a_route_behind_one_that_takes_all_its_alerts(string first, string second, bool isBehind) =>
        Notes($"{Receivers}routes: [{{ match: [{first}], to: chat }}, {{ match: [{second}], to: chat }}, {{ to: chat }}]")
            .ShouldBe(isBehind
                ?
                [
                    "No alert reaches this route: the one on line 2 takes them all. Move this route above it, or add " +
                    "continue: true there.",
                ]
                : []);

    [Theory]
    [InlineData("severity =~ \"error|critical\"", true)]
    [InlineData("severity = \"critical\"", true)]
    [InlineData("severity != \"info\"", false)]
    public void Finds_a_hold_that_holds_nothing(string matcher, bool isFound) =>
        Notes($"time_intervals: {{ day: {{ from: \"08:00\", to: \"18:00\" }} }}\n{Receivers}" +
            $"routes: [{{ match: ['{matcher}'], to: chat, hold: day }}, {{ to: chat }}]").ShouldBe(isFound
            ? ["This route takes only pages, and hold never delays a page. Remove hold, or let the route take warnings."]
            : []);

    [Theory]
    [InlineData("slack: \"${ssm:/a}\"", "@here", "\"@here\" mentions nobody in Slack. " +
        "Write <!here>, <!channel>, <@U012AB3CD> or <!subteam^S012AB3CD>.")]
    [InlineData("teams: \"${ssm:/a}\"", "<!here>",
        "\"<!here>\" mentions nobody in Teams. Write sign-in names, such as jane@example.com.")]
    [InlineData("discord: \"${ssm:/a}\"", "<!channel>",
        "\"<!channel>\" mentions nobody in Discord. Write @here, @everyone, <@1234567890> or <@&1234567890>.")]
    [InlineData("google_chat: \"${ssm:/a}\"", "@all",
        "\"@all\" mentions nobody in Google Chat. Write <users/all> or <users/1234567890>.")]
    [InlineData("sms: \"+442079460000\"", "@jo", "SMS cannot mention anybody. Remove mention.")]
    [InlineData("slack: \"${ssm:/a}\", teams: \"${ssm:/b}\"", "<!here>", null)]
    [InlineData("mattermost: \"${ssm:/a}\"", "@here", null)]
    [InlineData("discord: \"${ssm:/a}\"", "<@&80351110224678912> please look", null)]
    [InlineData("slack: \"${ssm:/a}\"", "<@U012AB3CD>", null)]
    [InlineData("teams: \"${ssm:/a}\"", "jane@example.com, joe@example.com", null)]
    [InlineData("slack: \"${ssm:/a}\"", "", null)]
    public void Finds_mentions_in_the_syntax_of_another_channel(string channels, string mention, string? note) =>
        Notes($"receivers: {{ chat: {{ {channels}, mention: {{ error: \"{mention}\" }} }} }}\nroutes: [{{ to: chat }}]")
            .ShouldBe(note is null ? [] : [note]);

    [Theory]
    [InlineData("teams: https://hooks.slack.com/services/T0/B0/x",
        "hooks.slack.com belongs to Slack. Write slack: instead, or the right URL.")]
    [InlineData("slack: https://discord.com/api/webhooks/1/x",
        "discord.com belongs to Discord. Write discord: instead, or the right URL.")]
    [InlineData("webhook: https://chat.googleapis.com/v1/spaces/A/messages",
        "chat.googleapis.com belongs to Google Chat. Write google_chat: instead, or the right URL.")]
    [InlineData("slack: https://hooks.slack.com/triggers/T0/1/x", "This is not the URL of an incoming webhook. Those " +
        "begin with https://hooks.slack.com/services/.")]
    [InlineData("teams: https://contoso.webhook.office.com/webhookb2/x", "Microsoft has retired these webhooks. Create " +
        "a workflow \"Post to a channel when a webhook request is received\" in Teams, and write its URL.")]
    [InlineData("pagerduty: abc",
        "A PagerDuty routing key has 32 characters, and this has 3. Copy the integration key of \"Events API v2\".")]
    [InlineData("slack: https://discord.com/api/webhooks/1/x/slack", null)]
    [InlineData("slack: https://hooks.slack.com/services/T0/B0/x", null)]
    [InlineData("webhook: https://alerts.example.com/x", null)]
    [InlineData("slack: \"${ssm:alerting/x}\"",
        "A parameter name with a path begins with a slash. Write ${ssm:/alerting/x}.")]
    [InlineData("slack: \"${ssm:chat-webhook}\"", null)]
    public void Finds_addresses_that_cannot_work(string channel, string? note) =>
        Notes($"receivers: {{ chat: {{ {channel} }} }}\nroutes: [{{ to: chat }}]")
            .Where(found => !found.Contains("plain text")).ShouldBe(note is null ? [] : [note]);

    [Fact]
    public void Finds_a_receiver_that_nothing_names() =>
        Notes("receivers: { a: { sms: \"+442079460000\", fallback: b }, b: { sms: \"+442079460001\" }, " +
            "c: { sms: \"+442079460002\" } }\nroutes: [{ match: severity=info, to: [] }, { to: a }]")
            .ShouldBe(["Nothing notifies receiver c. Name it in a route's to or in a fallback, or remove it."]);

    [Theory]
    [InlineData("days: \"\"")]
    [InlineData("days: []")]
    public void Finds_days_that_are_empty(string days) =>
        Notes($"time_intervals: {{ day: {{ {days}, from: \"08:00\", to: \"18:00\" }} }}\n{AnyRoute}").ShouldBe(
            ["days is empty, so this interval covers every day. Write mon-fri or [sat, sun], or remove days."]);

    [Theory]
    [InlineData("PST", "Unknown time zone \"PST\". Did you mean \"America/Los_Angeles\"?")]
    [InlineData("CEST", "Unknown time zone \"CEST\". Did you mean \"Europe/Berlin\"?")]
    [InlineData("London", "Unknown time zone \"London\". Did you mean \"Europe/London\"?")]
    [InlineData("GMT-5", "\"GMT-5\" is an offset, not a time zone. Write the name of a city, such as Europe/London or " +
        "America/New_York, so that summer time is right too.")]
    [InlineData("GMT+05:30", "\"GMT+05:30\" is an offset, not a time zone. Write the name of a city, such as " +
        "Europe/London or America/New_York, so that summer time is right too.")]
    public void Never_suggests_a_zone_on_the_other_side_of_the_world(string zone, string error) =>
        Load.Text($"timezone: {zone}\n{AnyRoute}").Errors.ShouldHaveSingleItem().Text.ShouldBe(error);

    [Theory]
    [InlineData("Etc/GMT-5", "\"Etc/GMT-5\" is UTC+5: the signs of these zones are the other way round. Write the name " +
        "of a city, such as Europe/London or America/New_York, so that summer time is right too.")]
    [InlineData("EST",
        "\"EST\" has no summer time. If a city is meant, write its name, such as America/New_York.")]
    [InlineData("UTC+05:30",
        "\"UTC+05:30\" has no summer time. If a city is meant, write its name, such as Asia/Kolkata.")]
    [InlineData("Etc/GMT", null)]
    [InlineData("Europe/London", null)]
    public void Explains_a_zone_that_is_rarely_meant(string zone, string? note) =>
        Notes($"timezone: {zone}\n{AnyRoute}").ShouldBe(note is null ? [] : [note]);

    [Fact]
    public void Finds_a_tab_at_its_line()
    {
        var error = Load.Text($"{Receivers}routes:\n  - match: ['severity = \"error\"']\n\tto: chat\n").Errors
            .ShouldHaveSingleItem();

        (error.Line, error.Column, error.Text).ShouldBe((4, 1, "This line is indented with a tab. Use spaces."));
    }

    private static string[] Notes(string text)
    {
        var result = Load.Text(text);
        result.Errors.ShouldBeEmpty();
        return [.. result.Notes.Select(note => note.Text)];
    }
}
