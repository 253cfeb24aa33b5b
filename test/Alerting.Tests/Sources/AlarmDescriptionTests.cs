using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Tests.Sources;

/// <summary>CloudWatch shows an alarm's description as Markdown, and people write it so.</summary>
public sealed class AlarmDescriptionTests
{
    [Theory]
    [InlineData("# Checkout\nCustomers **cannot pay**.\n\n- [Runbook](https://wiki.example.com/rb)\n- [Dashboard](https://grafana.example.com/d/1)",
        "Checkout\nCustomers cannot pay.", "Runbook https://wiki.example.com/rb, Dashboard https://grafana.example.com/d/1")]
    [InlineData("Too many 5xx. Runbook: https://wiki.example.com/rb", "Too many 5xx.", "Runbook https://wiki.example.com/rb")]
    [InlineData("High CPU - runbook: https://w.example/rb", "High CPU -", "Runbook https://w.example/rb")]
    [InlineData("High CPU (runbook: https://w.example/rb)", "High CPU", "Runbook https://w.example/rb")]
    [InlineData("runbook_url=https://w.example/rb", null, "Runbook https://w.example/rb")]
    [InlineData("**Runbook:** https://w.example/rb\n**Dashboard:** <https://g.example/d?a=1&b=2>", null,
        "Runbook https://w.example/rb, Dashboard https://g.example/d?a=1&b=2")]
    [InlineData("See [the runbook](https://w.example/a_(b)) first.", "See the runbook first.", "The runbook https://w.example/a_(b)")]
    [InlineData("See https://w.example/rb for details.", "See w.example for details.", "w.example https://w.example/rb")]
    [InlineData("Follow [here](https://w.example/rb).", "Follow here.", "w.example https://w.example/rb")]
    [InlineData("[https://bank.example](https://evil.example/x)", null, "evil.example https://evil.example/x")]
    [InlineData("[click](javascript:alert(1)) now", "click now", "")]
    [InlineData("[Runbook][rb] | [Dashboard]\n\n[rb]: https://w.example/rb\n[dashboard]: <https://g.example> \"Grafana\"", null,
        "Runbook https://w.example/rb, Dashboard https://g.example")]
    [InlineData("Customers cannot pay now: https://status.example/1", "Customers cannot pay now: status.example",
        "status.example https://status.example/1")]
    [InlineData("Orders fail. Runbook: https://w.example/rb, dashboards at https://d.example/d.",
        "Orders fail. dashboards at d.example.", "Runbook https://w.example/rb, d.example https://d.example/d")]
    [InlineData("Orders fail, runbook: https://w.example/rb.", "Orders fail.", "Runbook https://w.example/rb")]
    [InlineData("Orders fail. Runbook: https://w.example/rb. Call shop.", "Orders fail. Call shop.",
        "Runbook https://w.example/rb")]
    [InlineData("Runbook: https://w.example/rb; call shop.", "call shop.", "Runbook https://w.example/rb")]
    public void Links_become_links(string markdown, string? text, string links)
    {
        var read = AlarmDescription.Read(markdown);

        read.Text.ShouldBe(text);
        string.Join(", ", read.Links.Select(link => $"{link.Text} {link.Url}")).ShouldBe(links);
    }

    [Theory]
    [InlineData("Orders are late.", "Orders are late.")]
    [InlineData("  ", null)]
    [InlineData("Queue orders_in_progress > 5 * 3 of *.example.com and *.example.org", "Queue orders_in_progress > 5 * 3 of *.example.com and *.example.org")]
    [InlineData("[critical] P1: __init__.py and file_name_x fail", "[critical] P1: __init__.py and file_name_x fail")]
    [InlineData("***Wake*** _somebody_ ~~now~~ __today__ `kubectl get *_pods_*`", "Wake somebody now today kubectl get *_pods_*")]
    [InlineData("## Steps ##\n1. Look\n2. *Call*\n* Write\n  + [ ] Sleep\n> quoted", "Steps\n1. Look\n2. Call\n- Write\n  - Sleep\nquoted")]
    [InlineData("Title\n=====\nText\n---\nMore\n\n***\n\nEnd", "Title\nText\nMore\n\nEnd")]
    [InlineData("Run:\n```bash\naws sns *list*\n# not a heading\n```\nDone", "Run:\naws sns *list*\n# not a heading\nDone")]
    [InlineData("| Team | Pager |\n|:-----|------:|\n| shop | **1** |", "Team · Pager\nshop · 1")]
    [InlineData("a | b", "a | b")]
    [InlineData("Line<br>break \\*literal\\*", "Line\nbreak *literal*")]
    [InlineData("![graph](https://x.example/g.png) CPU", "graph CPU")]
    [InlineData("a\n\n\n\nb", "a\n\nb")]
    [InlineData("x \uE000\uE001 `y`", "x  y")]
    public void The_rest_is_plain_text(string markdown, string? text)
    {
        AlarmDescription.Read(markdown).Text.ShouldBe(text);
        AlarmDescription.Read(markdown).Links.ShouldBeEmpty();
    }

    [Fact]
    public void Any_marks_are_read_in_time()
    {
        foreach (var marks in (string[])["*", "_", "`", "[", "[a](", "**a", "~~", "|", "> ", "![", "https://x(", "\\", "# "])
        {
            var text = string.Concat(Enumerable.Repeat(marks, 4000 / marks.Length));

            Should.NotThrow(() => AlarmDescription.Read(text));
        }
    }

    [Fact]
    public void A_runbook_comes_first_and_other_links_after_the_consoles()
    {
        var read = AlarmDescription.Read("[Grafana](https://g.example) [Runbook](https://w.example)");

        read.Around([new("Alarm", "https://console.example")]).Select(link => link.Text)
            .ShouldBe(["Runbook", "Alarm", "Grafana"]);
    }

    [Fact]
    public void A_runbook_comes_before_a_playbook()
    {
        var read = AlarmDescription.Read("[Playbook](https://p.example) and Runbook: https://w.example");

        read.Around([new("Alarm", "https://console.example")]).Select(link => link.Text)
            .ShouldBe(["Runbook", "Playbook", "Alarm"]);
    }
}
