using System.Net;
using System.Net.Sockets;
using System.Text;
using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>The fake mail server refuses what a real one refuses, and keeps none of it.</summary>
public sealed class SmtpServerLimitTests
{
    private const string Envelope = "EHLO a\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n";

    [Theory]
    [InlineData(998, "250 2.0.0 OK", 1)]
    [InlineData(1_500, "500 5.5.2 The line is too long", 0)]
    [InlineData(3_000_000, "500 5.5.2 The line is too long", 0)]
    public async Task A_line_of_a_mail_has_at_most_a_thousand_octets(int length, string answer, int mails)
    {
        await using var server = new SmtpServer();
        var said = await TalkAsync(server, $"{Envelope}{new string('a', length)}\r\n.\r\nQUIT\r\n");

        said.ShouldContain(answer);
        server.Mails.Count.ShouldBe(mails);
    }

    [Fact]
    public async Task The_rest_of_a_line_that_is_too_long_is_not_obeyed()
    {
        await using var server = new SmtpServer();
        var said = await TalkAsync(server, $"{Envelope}{new string('a', 1_001)}\nNOOP\r\n");

        said.TrimEnd().Split("\r\n")[^1].ShouldStartWith("500");
    }

    [Fact]
    public async Task A_command_that_never_ends_is_refused()
    {
        await using var server = new SmtpServer();
        (await TalkAsync(server, new string('a', 200_000))).ShouldContain("500 5.5.2 The line is too long");
    }

    [Fact]
    public async Task A_mail_that_says_it_is_too_large_is_refused_before_its_data()
    {
        await using var server = new SmtpServer();
        var said = await TalkAsync(server, "EHLO a\r\nMAIL FROM:<a@example.com> SIZE=400000000\r\nQUIT\r\n");

        said.ShouldContain("250-SIZE ");
        said.ShouldContain("552 5.3.4 The mail is too large");
    }

    [Fact]
    public async Task A_mail_that_breaks_off_is_not_taken()
    {
        await using var server = new SmtpServer();
        await TalkAsync(server, $"{Envelope}Subject: a\r\n");

        server.Mails.ShouldBeEmpty();
    }

    /// <summary>Everything the server says until it closes the connection or has read all.</summary>
    private static async Task<string> TalkAsync(SmtpServer server, string all)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var said = ReadAsync(stream);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(all), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // It does not read the rest.
        }
        return await said;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var said = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
                said.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Closed with unread data.
        }
        return said.ToString();
    }
}
