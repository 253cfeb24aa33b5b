using System.Globalization;
using System.Net;
using System.Text;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>A real Prometheus Alertmanager, configured as documented, posts to the real executable.</summary>
public sealed class AlertmanagerTests
{
    private const string Executable = "/usr/bin/prometheus-alertmanager";

    [Fact]
    public async Task An_alert_of_a_real_Alertmanager_reaches_the_chat_firing_and_resolved()
    {
        Assert.SkipUnless(File.Exists(Executable),
            "Alertmanager is not installed: apt install prometheus-alertmanager");
        await using var receivers = new Receivers();
        receivers.ParameterStore.Reply(HttpReply.Text(200,
            """{"Parameter":{"Name":"/alerting/token","Type":"SecureString","Value":"the-token"}}""",
            "application/x-amz-json-1.1"));
        receivers.Environment["ALERTING_FUNCTION"] = "webhook";
        receivers.Environment[WebhookFunction.TokenVariable] = "/alerting/token";
        receivers.Configure($$"""
            receivers: { chat: { slack: "{{receivers.Chat.Uri}}hook" } }
            routes: [{ to: chat }]
            """);
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);
        await using var front = new FunctionUrl(runtime);
        await using var alertmanager = await Alertmanager.StartAsync(new Uri(front.Uri, "/alertmanager"));

        await alertmanager.PostAsync(
            """[{"labels":{"alertname":"HighLatency","severity":"critical","job":"orders"},"annotations":{"summary":"p99 is over 2 s","runbook_url":"https://wiki.example.com/latency"}}]""");
        await receivers.Chat.WaitForAsync(1);
        await alertmanager.PostAsync(
            """[{"labels":{"alertname":"HighLatency","severity":"critical","job":"orders"},"endsAt":"NOW"}]"""
            .Replace("NOW", TimeProvider.System.GetUtcNow()
            .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var posts = await receivers.Chat.WaitForAsync(2);

        posts[0].Body.ShouldContain("CRITICAL: ");
        posts[0].Body.ShouldContain("p99 is over 2 s");
        posts[0].Body.ShouldContain("\"Runbook\"},\"url\":\"https://wiki.example.com/latency\"");
        posts[1].Body.ShouldMatch("RESOLVED[^:]*: p99");
    }

    /// <summary>Runs on a free port, without peers and with an empty store.</summary>
    private sealed class Alertmanager(ListeningProcess process, HttpClient client, string folder) : IAsyncDisposable
    {
        public static async Task<Alertmanager> StartAsync(Uri receiver)
        {
            var folder = Directory.CreateTempSubdirectory("alertmanager-").FullName;
            var config = Path.Combine(folder, "alertmanager.yml");
            await File.WriteAllTextAsync(config, $$"""
                route: { receiver: alerting, group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
                receivers:
                  - name: alerting
                    webhook_configs:
                      - url: {{receiver}}
                        send_resolved: true
                        http_config: { authorization: { credentials: the-token } }
                """);
            var process =
                await ListeningProcess.StartAsync(Executable, $"--config.file={config}", $"--storage.path={folder}",
                "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=");
            var client = new HttpClient { BaseAddress = process.Uri };
            await ReadyAsync(client);
            return new Alertmanager(process, client, folder);
        }

        public async Task PostAsync(string alerts)
        {
            using var content = new StringContent(alerts, Encoding.UTF8, "application/json");
            (await client.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), content)).StatusCode.ShouldBe(
                HttpStatusCode.OK);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await process.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private static async Task ReadyAsync(HttpClient client)
        {
            for (var attempt = 0; attempt < 300; attempt++)
            {
                try
                {
                    if ((await client.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode)
                        return;
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }
                await Task.Delay(100);
            }
            throw new TimeoutException("Alertmanager was not ready within 30 s.");
        }
    }
}
