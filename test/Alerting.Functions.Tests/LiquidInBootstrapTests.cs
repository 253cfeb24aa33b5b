using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>
/// The executable, the native one in CI, renders every tag and filter of <c>docs/templates.md</c>: trimming must not
/// remove one.
/// </summary>
public sealed class LiquidInBootstrapTests
{
    private static readonly (string Template, string Text)[] Parts =
    [
        ("""{{ severity | upcase }}{{ "AbC" | downcase }}{{ "word" | capitalize }}""", "ERRORabcWord"),
        ("""{{ name | append: "!" | prepend: ">" }}""", ">orders-api errors!"),
        ("""{{ name | replace: "-", " " | remove: " errors" }}""", "orders api"),
        ("""{{ name | truncate: 9 }}|{{ name | slice: 0, 6 }}""", "orders...|orders"),
        ("{{ \"  x \" | strip }}{% capture lines %}a\nb{% endcapture %}{{ lines | strip_newlines }}", "xab"),
        ("""{{ person | default: "nobody" }}""", "nobody"),
        ("""{{ "<a> & b" | escape }}|{{ "a b&c" | url_encode }}|{{ name | json }}""",
            "&lt;a&gt; &amp; b|a+b%26c|\"orders-api errors\""),
        ("""{{ "a,b" | split: "," | join: "-" }}""", "a-b"),
        ("""{{ alerts | map: "name" | first }} {{ alerts | map: "region" | last }} {{ alerts | size }}""",
            "orders-api errors eu-west-1 1"),
        ("""{% assign bad = alerts | where: "severity", "error" %}{{ bad | size }}""", "1"),
        ("""{{ starts_at | date: "%a %-d %b %H:%M" }}""", "Sat 14 Nov 03:40"),
        ("{{ 41 | plus: 1 }} {{ 41 | minus: 1 }} {{ 41 | times: 2 }} {{ 7 | divided_by: 2 }}", "42 40 82 3"),
        ("{{ 3.14159 | round: 2 }} {{ 4.5 | ceil }} {{ 4.5 | floor }}", "3.14 5 4"),
        ("""{% if severity == "error" and count >= 1 %}a{% elsif name contains "x" %}b{% else %}c{% endif %}""",
            "a"),
        ("""{% if person == nil %}{% unless severity != "error" %}u{% endunless %}{% endif %}""", "u"),
        ("""{% case severity %}{% when "critical", "error" %}bad{% else %}fine{% endcase %}""", "bad"),
        ("{% for i in (1..5) reversed %}{% if i == 4 %}{% continue %}{% endif %}{% if i == 1 %}{% break %}{% endif %}"
            + "{{ forloop.index }}{{ forloop.rindex0 }}:{{ i }} {% endfor %}", "14:5 32:3 41:2 "),
        ("{% for alert in alerts limit: 3 offset: 1 %}x{% else %}none{% endfor %}", "none"),
        ("{% assign x = 5 %}{{ x }}{% comment %}c{% endcomment %}{% # note %}{% raw %}{{ y }}{% endraw %}", "5{{ y }}"),
        (""" {{- "t" -}} """, "t"),
    ];

    [Fact]
    public async Task A_body_of_every_tag_and_filter_is_rendered()
    {
        await using var receivers = new Receivers();
        var template = "[" + string.Join(", ", Parts.Select(part =>
            $"{{% capture part %}}{part.Template}{{% endcapture %}}{{{{ part | json }}}}")) + "]";
        // A text in JSON is one in YAML.
        receivers.Configure($$"""
            timezone: Europe/Berlin
            receivers:
              own:
                webhook: "{{receivers.Chat.Uri}}in"
                templates: { webhook: "{{JsonEncodedText.Encode(template)}}" }
            routes: [{ to: own }]
            """);
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        var result = await runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));

        result.Succeeded.ShouldBeTrue(result.Body + bootstrap.Output);
        using var body = JsonDocument.Parse(receivers.Chat.Requests.ShouldHaveSingleItem().Body);
        body.RootElement.ValueKind.ShouldBe(JsonValueKind.Array, result.Body + bootstrap.Output);
        body.RootElement.EnumerateArray().Select(part => part.GetString()).ShouldBe(Parts.Select(part => part.Text));
    }

    [Fact]
    public void The_body_uses_every_documented_tag_and_filter()
    {
        var sections = Documentation().Split("\n## ");
        var template = string.Concat(Parts.Select(part => part.Template));

        var tags = Regex.Matches(Section(sections, "Tags"), @"\{% (\w+|#)").Select(tag => tag.Groups[1].Value);
        tags.Distinct().Where(tag => !template.Contains("{% " + tag, StringComparison.Ordinal)).ShouldBeEmpty();
        var filters = Section(sections, "Filters").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line.Split('|')[1], "`([a-z_]+)`").Select(name => name.Groups[1].Value))
            .ToArray();
        filters.Length.ShouldBeGreaterThan(25);
        filters.Where(filter => !template.Contains($"| {filter}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Section(string[] sections, string name) =>
        sections.Single(section => section.StartsWith(name + "\n", StringComparison.Ordinal));

    private static string Documentation([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/templates.md"));
}
