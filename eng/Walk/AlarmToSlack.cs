using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Alerting.Functions;
using Amazon.Lambda.TestUtilities;

namespace Alerting.Walk;

/// <summary>Sends one alarm, as SNS hands it to the function, to a Slack webhook on this machine.</summary>
internal static class AlarmToSlack
{
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task RunAsync()
    {
        using var slack = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        slack.Prefixes.Add(address);
        slack.Start();
        var answering = AnswerAsync(slack);
        var config = Path.Combine(AppContext.BaseDirectory, "walk.yaml");
        await File.WriteAllTextAsync(config, $$"""
            receivers:
              chat: { slack: "{{address}}services/T0/B0/walk" }
            routes:
              - { name: all, to: [chat] }
            """);
        using var services =
            new AlertingServices(name => name == "ALERTING_CONFIG" ? config : null, TimeProvider.System);
        // The configuration is read and tables are built once per process, before the walk.
        await services.RuntimeAsync(CancellationToken.None);
        BuildTables(typeof(AlertPipeline).Assembly);
        using var alarm = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "alarm.json"));

        Recorder.Start();
        await new AlarmFunction(services).HandleAsync(alarm,
            new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(30) });

        if (!(await answering).Contains("orders-api errors", StringComparison.Ordinal))
            throw new InvalidOperationException("The alarm did not reach Slack.");
    }

    private static void BuildTables(Assembly domain)
    {
        foreach (var type in domain.GetTypes().Where(type => !type.ContainsGenericParameters))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
    }

    /// <summary>Ends the walk when Slack has the request, and returns its body.</summary>
    private static async Task<string> AnswerAsync(HttpListener slack)
    {
        var context = await slack.GetContextAsync();
        Recorder.Stop();
        using var body = new StreamReader(context.Request.InputStream);
        var text = await body.ReadToEndAsync();
        await context.Response.OutputStream.WriteAsync("ok"u8.ToArray());
        context.Response.Close();
        return text;
    }
}
