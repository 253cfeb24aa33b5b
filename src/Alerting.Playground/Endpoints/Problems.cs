using System.Text.Json;
using Alerting.Playground.Setup;
using Alerting.Playground.Views;
using Alerting.Sources.Logs;

namespace Alerting.Playground.Endpoints;

/// <summary>Answers what cannot be done with a status and one sentence.</summary>
public static class Problems
{
    public static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, bad.StatusCode, bad.StatusCode == 413 ? "The body is larger than 1 MiB and is not taken in." : bad.Message);
        }
        catch (JsonException) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, 400, "The body is not the JSON that is asked for here.");
        }
        catch (LogBatchException unreadable) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, 400, unreadable.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        // A fault of the playground's own: it is logged, and whoever asked gets a sentence all the same.
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<PlaygroundConfig>>()
                .LogError(failure, "A request to {Path} failed: {Message}", context.Request.Path, failure.Message);
            await AnswerAsync(context, 500, "The playground failed at this; its console says how.");
        }
    }

    public static Task AnswerAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return Json.WriteAsync(context, new ProblemView(sentence), PageJson.Default.ProblemView);
    }
}
