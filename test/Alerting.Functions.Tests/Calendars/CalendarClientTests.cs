using System.Net;
using Alerting.Fakes;
using Alerting.Functions.Calendars;
using Alerting.OnCall.Calendars;

namespace Alerting.Functions.Tests.Calendars;

public sealed class CalendarClientTests : IAsyncDisposable
{
    private readonly RecordingHttpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_calendar_is_fetched_by_a_client_with_a_name()
    {
        _server.Reply(HttpReply.Text(200, "BEGIN:VCALENDAR", "text/calendar"));

        (await GetAsync()).ShouldBe("BEGIN:VCALENDAR");

        _server.Requests.ShouldHaveSingleItem().Headers["User-Agent"].ShouldBe("alerting");
    }

    [Theory]
    [InlineData(404, "It answered HTTP 404.")]
    [InlineData(503, "It answered HTTP 503.")]
    [InlineData(304, "It answered HTTP 304.")]
    public async Task Anything_but_success_is_refused(int status, string sentence)
    {
        _server.Reply(HttpReply.Text(status, "", "text/html"));

        (await Should.ThrowAsync<CalendarException>(GetAsync)).Message.ShouldBe(sentence);
    }

    [Fact]
    public async Task A_redirect_must_be_encrypted()
    {
        _server.Reply(HttpReply.Text(302, "") with
        {
            Headers = new Dictionary<string, string> { ["Location"] = "http://example.com/rota.ics" },
        });

        (await Should.ThrowAsync<CalendarException>(GetAsync)).Message
            .ShouldBe("It redirects to an URL that is not encrypted.");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_while_it_is_read()
    {
        _server.Reply(HttpReply.Text(200, new string('x', 10_000_000), "text/calendar"));

        (await Should.ThrowAsync<CalendarException>(GetAsync)).Message.ShouldBe("The calendar is larger than 1 MB.");
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f::1", true)]
    public void Only_public_addresses_are_called(string address, bool isPublic) =>
        CalendarClient.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    private Task<string> GetAsync() =>
        CalendarClient.GetAsync($"{_server.Uri}rota.ics", TestContext.Current.CancellationToken);
}
