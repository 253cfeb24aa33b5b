using System.Globalization;
using Amazon.Lambda.Core;

namespace AwsPackages.SampleFunction;

/// <summary>A function that does what the event asks for, to test the runtime from outside.</summary>
internal static class Sample
{
    public static Task<bool> InitializeAsync() => Environment.GetEnvironmentVariable("SAMPLE_INITIALIZATION") switch
    {
        "fails" => throw new InvalidOperationException("no database"),
        "declines" => Task.FromResult(false),
        _ => Task.FromResult(true),
    };

    public static Task<SampleAnswer> HandleAsync(SampleOrder order, ILambdaContext context) => order.Do switch
    {
        "fail" => throw new ArgumentException(order.Text),
        "fail for a cause" => throw new InvalidOperationException("cannot save",
            new IOException(order.Text, new TimeoutException("no answer"))),
        "fail for two causes" =>
            throw new AggregateException(new ArgumentException(order.Text), new TimeoutException("no answer")),
        "print" => PrintAsync(order),
        "log" => LogAsync(order, context),
        "describe" => Task.FromResult(new SampleAnswer(Describe(context))),
        _ => Task.FromResult(new SampleAnswer(order.Text)),
    };

    private static Task<SampleAnswer> LogAsync(SampleOrder order, ILambdaContext context)
    {
        context.Logger.LogDebug("not shown by default");
        context.Logger.LogInformation("plain {text}", order.Text);
        context.Logger.LogWarning("{count} of {name}", 3, "pigs");
        context.Logger.LogError(new ArgumentException("wrong"), "could not {verb}", "fly");
        return Task.FromResult(new SampleAnswer("logged"));
    }

    private static Task<SampleAnswer> PrintAsync(SampleOrder order)
    {
        Console.WriteLine(order.Text);
        Console.WriteLine(3);
        Console.Error.WriteLine("{0} are lost", order.Text);
        return Task.FromResult(new SampleAnswer("printed"));
    }

    private static string Describe(ILambdaContext context) => string.Join(
        '|',
        context.AwsRequestId,
        context.FunctionName,
        context.FunctionVersion,
        context.InvokedFunctionArn,
        context.LogGroupName,
        context.LogStreamName,
        context.MemoryLimitInMB.ToString(CultureInfo.InvariantCulture),
        context.TraceId,
        Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
        ((int)Math.Ceiling(context.RemainingTime.TotalHours)).ToString(CultureInfo.InvariantCulture));
}
