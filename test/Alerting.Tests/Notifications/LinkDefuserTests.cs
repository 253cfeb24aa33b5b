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
    public void Other_text_stays(string text) => Links.Apply(text).ShouldBe(text);

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
