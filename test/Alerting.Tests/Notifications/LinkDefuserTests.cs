using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

/// <summary>Everything that phones and chats take for a link is broken, unless its host is named.</summary>
public sealed class LinkDefuserTests
{
    private static readonly LinkDefuser Links = new(["wiki.example.com", "*.corp.example"]);

    [Theory]
    [InlineData("see https://evil.example/x?y=z now", "see https[:]//evil[.]example/x?y=z now")]
    [InlineData("HTTP://EVIL.EXAMPLE", "HTTP[:]//EVIL[.]EXAMPLE")]
    [InlineData("www.evil.zzz and evil.example/x", "www[.]evil[.]zzz and evil[.]example/x")]
    [InlineData("mail bob@evil.example", "mail bob@evil[.]example")]
    [InlineData("http://10.0.0.1:8080/ http://localhost/", "http[:]//10[.]0[.]0[.]1:8080/ http[:]//localhost/")]
    [InlineData("javascript:alert(1) tel:+4479 mailto:a@b", "javascript[:]alert(1) tel[:]+4479 mailto[:]a@b")]
    [InlineData("1.mailto:a@b x-tel:1", "1.mailto[:]a@b x-tel[:]1")]
    [InlineData("slack://open tg://resolve?x", "slack[:]//open tg[:]//resolve?x")]
    [InlineData("https://evil.example/https://evil.example", "https[:]//evil[.]example/https[:]//evil[.]example")]
    [InlineData("[ok](https://evil.example) <a href=\"https://evil.example\">x</a>",
        "[ok](https[:]//evil[.]example) <a href=\"https[:]//evil[.]example\">x</a>")]
    [InlineData("ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ", "ｈｔｔｐｓ[：]／／ｅｖｉｌ[．]ｃｏｍ")]
    [InlineData("evil。com münchen.de пример.рф xn--e1afmkfd.xn--p1ai",
        "evil[。]com münchen[.]de пример[.]рф xn--e1afmkfd[.]xn--p1ai")]
    [InlineData("ev\u200Bil.c\u200Bom evil.\uFEFFcom", "ev\u200Bil[.]c\u200Bom evil[.]com")]
    [InlineData("login.evil.run evil.run/x a.evil.host evil.forum:443/ evil.market?x=1",
        "login[.]evil[.]run evil[.]run/x a[.]evil[.]host evil[.]forum:443/ evil[.]market?x=1")]
    [InlineData("evil.sh:443/x evil.py?x=1 evil.md#x evil.ps/x",
        "evil[.]sh:443/x evil[.]py?x=1 evil[.]md#x evil[.]ps/x")]
    [InlineData("evil.id evil.email evil.network evil.services",
        "evil[.]id evil[.]email evil[.]network evil[.]services")]
    [InlineData("app.evil.com db.evil.net:5432 Evil.Com EVIL.COM system.evil.io/x service.evil.io:80/",
        "app[.]evil[.]com db[.]evil[.]net:5432 Evil[.]Com EVIL[.]COM system[.]evil[.]io/x service[.]evil[.]io:80/")]
    [InlineData("redis://evil.com:6379 jdbc:mysql://db.evil.com/x",
        "redis://evil[.]com:6379 jdbc:mysql://db[.]evil[.]com/x")]
    [InlineData("http:\\\\evil.example\\x", "http[:]\\\\evil[.]example\\x")]
    public void A_link_is_broken(string text, string broken)
    {
        Links.Apply(text).ShouldBe(broken);
        Links.Apply(broken).ShouldBe(broken);
    }

    [Theory]
    [InlineData("https://wiki.example.com/run_book?x=1#y")]
    [InlineData("(https://wiki.example.com), https://wiki.example.com:8443/x. wiki.example.com")]
    [InlineData("https://a.b.corp.example/ bob@mail.corp.example")]
    public void A_link_to_a_named_host_stays(string text) => Links.Apply(text).ShouldBe(text);

    [Theory]
    [InlineData("https://wiki.example.com@evil.example/")]
    [InlineData("https://wiki.example.com:x@evil.example/")]
    [InlineData("https://wiki.example.com,@evil.example/")]
    [InlineData("https://wiki.example.com.evil.example/")]
    [InlineData("https://wiki.example.com。evil.example/")]
    [InlineData("https://wiki.example.com.пример.рф/")]
    [InlineData("https://wiki.example.com%2Eevil.example/")]
    [InlineData("https://evil.example/wiki.example.com")]
    [InlineData("https://wiki.exаmple.com/")]
    [InlineData("https://corp.example/")]
    [InlineData("https://evilcorp.example/")]
    [InlineData("https://evil.example\\@wiki.example.com/")]
    public void A_host_that_looks_like_a_named_one_is_broken(string text) =>
        Links.Apply(text).ShouldStartWith("https[:]//");

    [Fact]
    public void A_link_after_a_named_one_is_broken() =>
        Links.Apply("https://wiki.example.com/?u=https://evil.example https://wiki.example.com\"https://evil.example")
            .ShouldBe("https://wiki.example.com/?u=https[:]//evil[.]example " +
                "https://wiki.example.com\"https[:]//evil[.]example");

    [Theory]
    [InlineData("Error in File \"/app/main.py\", line 12: timeout")]
    [InlineData("at Shop.Orders.Checkout() in /src/Checkout.cs:line 12")]
    [InlineData("java.lang.IllegalStateException: at com.acme.Orders.run(Orders.java:12)")]
    [InlineData("p99 1.25 s, 10.0.0.1:5432, v1.2.3, user.id=5, 12:30:01, arn:aws:sns:eu-west-1:123456789012:x")]
    [InlineData("ip-10-0-0-1.eu-west-1.compute.internal: data: 5, tel: no, C:\\temp\\x")]
    [InlineData("system.disk.io, system.network.io, k8s.pod.name; kafka.topic.name cloud.account.id event.data.id")]
    [InlineData("socket.io ASP.NET System.Net System.Net.Http Fixed.It done.Contact failed.In host.name=x service.name")]
    [InlineData("see main.py? main.py#L12 orders.sh:12 app.run() job.build com.acme.orders.data Shop.Orders.call()")]
    [InlineData("s3://bucket/key jdbc:postgresql://db-1:5432/x redis://10.0.0.1:6379 grpc://api.internal:50051")]
    public void Other_text_stays(string text) => Links.Apply(text).ShouldBe(text);

    [Theory]
    [InlineData("dash.evil.com", "dash.evil.com")]
    [InlineData("other.evil.com", "other[.]evil[.]com")]
    public void A_link_named_by_its_own_host_keeps_its_name(string text, string shown)
    {
        var signal = Some.Signal() with { Links = [new Link(text, "https://dash.evil.com/d/1")] };

        Links.Apply(Some.Alert(signal)).Signal.Links[0].Text.ShouldBe(shown);
    }

    [Fact]
    public void It_takes_linear_time()
    {
        foreach (var piece in (string[])["a", ".", "a.", ":", "http://", "https://wiki.example.com/", "@a.com", "：／／"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
            Links.Apply(text).Length.ShouldBeGreaterThanOrEqualTo(text.Length);
        }
    }
}
