using System.Text.Json;
using Alerting.Logs.Batches;
using Alerting.Playground.Setup;
using Alerting.Playground.Views;
using Alerting.Redaction;

namespace Alerting.Playground.Endpoints;

/// <summary>Answers errors with a status and one sentence.</summary>
internal static class Problems
{
    public static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, bad.StatusCode,
                bad.StatusCode == 413 ? "The body is larger than 1 MiB." : bad.Message);
        }
        catch (JsonException) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, 400, "The body is not the JSON that this path expects.");
        }
        catch (LogBatchException unreadable) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, 400, unreadable.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<PlaygroundConfig>>()
                .LogError("A request to {Path} failed: {Failure}", context.Request.Path,
                    Redactor.BuiltIn.Apply(failure.ToString()));
            await AnswerAsync(context, 500, "Unexpected error. See the console of the playground.");
        }
    }

    public static Task AnswerAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemView(Redactor.BuiltIn.ApplyToQuotes(sentence));
        return Json.WriteAsync(context, problem, PageJson.Default.ProblemView);
    }
}
