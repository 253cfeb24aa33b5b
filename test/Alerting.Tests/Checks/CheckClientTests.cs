using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Alerting.Checks;
using Alerting.Configuration;

namespace Alerting.Tests.Checks;

/// <summary>Requests to real HTTP and TLS servers on loopback that do everything a server can do wrong.</summary>
public sealed class CheckClientTests
{
    [Theory]
    [InlineData("200 OK", "ok", null)]
    [InlineData("204 No Content", "", null)]
    [InlineData("503 Unavailable", "", "shop answered 503 instead of 2xx")]
    [InlineData("404 Not Found", "", "shop answered 404 instead of 2xx")]
    public async Task The_status_counts(string status, string body, string? problem)
    {
        await using var server = CheckServer.Of($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var result = await RunAsync(Check(server));

        result.Problem.ShouldBe(problem);
        result.Status.ShouldBe(int.Parse(status[..3], null));
        result.IsUp.ShouldBe(problem is null);
    }

    [Fact]
    public async Task Any_of_several_statuses_is_right()
    {
        await using var server = CheckServer.Of("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        var expect = new CheckExpectation { Statuses = [new(200, 204), new(401, 401)] };

        (await RunAsync(Check(server) with { Expect = expect })).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("all is ok", null)]
    [InlineData("nothing works", "shop answered without \"ok\"")]
    public async Task The_body_counts(string body, string? problem)
    {
        await using var server = CheckServer.Of(CheckServer.Ok(body));

        (await RunAsync(Check(server) with { Expect = new() { Body = "ok" } })).Problem.ShouldBe(problem);
    }

    /// <summary>The server goes on until the client hangs up.</summary>
    [Fact]
    public async Task A_huge_body_is_read_in_part()
    {
        var block = new byte[64 * 1024];
        await using var server = new CheckServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"u8.ToArray(), stop);
            while (!stop.IsCancellationRequested)
                await stream.WriteAsync(block, stop);
        });

        (await RunAsync(Check(server) with { Expect = new() { Body = "ok" } })).Problem
            .ShouldBe("shop answered without \"ok\" in its first 256 KB");
        (await RunAsync(Check(server))).Problem.ShouldBeNull("without a text to find, no body is read");
    }

    /// <summary>A byte now and then keeps a connection alive, but not a check.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")]
    public async Task A_server_that_never_finishes_is_given_up(string beginning)
    {
        await using var server = new CheckServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(20, stop);
                if (beginning.Length > 0)
                    await stream.WriteAsync("a"u8.ToArray(), stop);
            }
        });

        var result = await RunAsync(Check(server) with
            { Timeout = TimeSpan.FromMilliseconds(400), Expect = new() { Body = "ok" } });

        result.Problem.ShouldBe("shop did not answer within 400 ms");
    }

    [Fact]
    public async Task A_slow_answer_is_reported_with_its_time()
    {
        await using var server = new CheckServer(async (_, stream, stop) =>
        {
            await Task.Delay(60, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(CheckServer.Ok("ok")), stop);
        });

        var result = await RunAsync(Check(server) with
            { Expect = new() { Latency = TimeSpan.FromMilliseconds(20) } });

        result.Problem!.ShouldStartWith("shop answered in ");
        result.Problem!.ShouldEndWith(", longer than 20 ms");
        result.Latency.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_connection_that_is_reset_or_closed_is_a_failure()
    {
        await using var resets = new CheckServer((_, _, _) => throw new ResetException());
        await using var closes = new CheckServer((_, _, _) => Task.CompletedTask);
        await using var breaks = CheckServer.Of("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");

        const string closed = "shop closed the connection before its answer was complete";
        (await RunAsync(Check(resets))).Problem.ShouldBe(closed);
        (await RunAsync(Check(closes))).Problem.ShouldBe(closed);
        (await RunAsync(Check(breaks) with { Expect = new() { Body = "ok" } })).Problem.ShouldBe(closed);
    }

    [Fact]
    public async Task An_answer_that_is_not_HTTP_is_a_failure()
    {
        await using var server = CheckServer.Of("SSH-2.0-OpenSSH_9.6\r\n\r\n");

        (await RunAsync(Check(server))).Problem.ShouldBe("shop sent an answer that is not HTTP");
    }

    [Fact]
    public async Task A_port_that_is_closed_refuses()
    {
        int port;
        await using (var server = CheckServer.Of(""))
            port = server.Port;

        (await RunAsync(Check($"http://localhost:{port}/"))).Problem
            .ShouldBe($"localhost refuses connections at port {port}");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_reported()
    {
        var trust = new CheckTrust { ResolveAsync = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

        (await RunAsync(Check("https://shop.example.com/"), trust)).Problem
            .ShouldBe("The name shop.example.com cannot be resolved");
    }

    [Fact]
    public async Task A_trusted_certificate_passes_and_its_end_is_known()
    {
        await using var server = CheckServer.Of(CheckServer.Ok("ok"), Certificates.Valid(days: 9.5));

        var result = await RunAsync(Check(server));

        result.Problem.ShouldBeNull();
        result.Host.ShouldBe("localhost");
        (result.CertificateExpires!.Value - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBeInRange(9, 9.6);
    }

    public static TheoryData<string, string> BadCertificates => new()
    {
        { "expired", "TLS certificate of localhost expired 3 days ago" },
        { "self-signed", "TLS certificate of localhost is self-signed, or its authority is not trusted" },
        { "other", "TLS certificate of localhost is for another name" },
    };

    [Theory, MemberData(nameof(BadCertificates))]
    public async Task A_bad_certificate_is_reported_for_what_it_is(string kind, string problem)
    {
        await using var server = CheckServer.Of(CheckServer.Ok("ok"), Certificate(kind));

        var result = await RunAsync(Check(server));

        result.Problem.ShouldBe(problem);
        result.Status.ShouldBeNull("nothing is sent to a server that is not trusted");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_without_TLS_fails_the_handshake()
    {
        await using var server = CheckServer.Of("HTTP/1.1 400 Bad Request\r\n\r\n");

        (await RunAsync(Check(server.Url.Replace("http:", "https:")))).Problem.ShouldBe("TLS handshake with shop failed");
    }

    [Fact]
    public async Task Redirects_are_followed_without_the_headers_for_another_server()
    {
        await using var end = CheckServer.Of(CheckServer.Ok("ok"));
        await using var start = new CheckServer((request, stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(
            CheckServer.Redirect(request.StartsWith("GET /health ", StringComparison.Ordinal) ? "/next" : end.Url)),
            stop).AsTask());

        var result = await RunAsync(Check(start) with
        {
            Headers = new Dictionary<string, Setting> { ["X-Key"] = new([new SettingPart("/key", IsSecret: true)]) },
            Expect = new() { Body = "ok" },
        });

        result.Problem.ShouldBeNull();
        start.Requests.Count.ShouldBe(2);
        start.Requests.ShouldAllBe(request => request.Contains("X-Key: value of /key"));
        end.Requests.ShouldHaveSingleItem().ShouldNotContain("X-Key");
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        await using var server = CheckServer.Of(CheckServer.Redirect("/health"));

        (await RunAsync(Check(server))).Problem.ShouldBe("shop redirects more than 5 times");
        server.Requests.Count.ShouldBe(6);
        (await RunAsync(Check(server) with { Redirects = 0 })).Problem.ShouldBe("shop answered 302 instead of 2xx");
    }

    [Theory]
    [InlineData("file:///etc/passwd", "shop redirects to file:, which is not requested")]
    [InlineData("ftp://example.com/", "shop redirects to ftp:, which is not requested")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "shop was not requested: 169.254.169.254 is a link-local address, where credentials are; checks never request it")]
    [InlineData("http://10.0.0.1/", "shop was not requested: 10.0.0.1 is a private address of another host")]
    [InlineData("http://127.0.0.1:9001/", "shop was not requested: 127.0.0.1 is a private address of another host")]
    [InlineData("http://[::ffff:10.0.0.1]/", "shop was not requested: ::ffff:10.0.0.1 is a private address of another host")]
    [InlineData("http://2130706433/", "shop was not requested: 127.0.0.1 is a private address of another host")]
    public async Task A_redirect_leads_to_no_private_place(string to, string problem)
    {
        await using var server = CheckServer.Of(CheckServer.Redirect(to));

        (await RunAsync(Check(server))).Problem.ShouldBe(problem);
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_refused()
    {
        await using var server = CheckServer.Of(CheckServer.Redirect("http://localhost/"), Certificates.Valid());

        (await RunAsync(Check(server))).Problem.ShouldBe("shop redirects from https to http");
    }

    [Fact]
    public async Task A_name_with_a_private_address_is_refused_unless_it_is_allowed()
    {
        var trust = new CheckTrust { ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]) };
        var check = Check("http://shop.example.com/") with { AllowsPrivate = false };

        (await RunAsync(check, trust)).Problem.ShouldBe("shop was not requested: shop.example.com is 10.1.2.3 is a " +
            "private address; set allow_private: true to allow it");
    }

    /// <summary>The name server answers the second time with another address; there is no second time.</summary>
    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection()
    {
        var asked = 0;
        await using var server = CheckServer.Of(CheckServer.Ok("ok"));
        var trust = new CheckTrust
        {
            ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>(
                [++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254")]),
        };

        (await RunAsync(Check(server), trust)).Problem.ShouldBeNull();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_fails_the_check()
    {
        var check = Check("http://localhost/") with
            { Url = new Setting([new SettingPart("/missing", IsSecret: true)]) };

        (await RunAsync(check)).Problem!.ShouldStartWith("shop cannot be requested: ");
    }

    private static X509Certificate2 Certificate(string kind) => kind switch
    {
        "expired" => Certificates.Expired(),
        "self-signed" => Certificates.SelfSigned(),
        _ => Certificates.Valid("other.example.com"),
    };

    private static Check Check(CheckServer server) => Check(server.Url);

    private static Check Check(string url) =>
        new("shop", Setting.Literal(url)) { AllowsPrivate = true, Timeout = TimeSpan.FromSeconds(20) };

    private static Task<CheckResult> RunAsync(Check check, CheckTrust? trust = null)
    {
        var secrets = new Secrets((name, _) => name == "/missing"
            ? throw new SecretException("The parameter /missing does not exist.")
            : Task.FromResult($"value of {name}"), TimeProvider.System);
        return new CheckClient(TimeProvider.System, secrets, (trust ?? new CheckTrust()) with { Roots = Certificates.Roots })
            .RunAsync(check, TestContext.Current.CancellationToken);
    }
}
