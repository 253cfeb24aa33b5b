namespace Amazon.Lambda.RuntimeSupport;

/// <remarks>See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.</remarks>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

/// <summary>Runs before the first invocation; false stops the function.</summary>
/// <remarks>See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.</remarks>
public delegate Task<bool> LambdaBootstrapInitializer();
